using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Features;
using CreditDecision.Core.Lending;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Decisions.Messages;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.Strategies;
using CreditDecision.Storage.V1;
using Google.Protobuf;
using Wire = CreditDecision.V1;

namespace Benchmarks.Decisions;

/// <summary>One application at every point of its way from the sealed evidence to the reply, so that each part can be run by itself.</summary>
internal sealed class DecisionCase
{
    private static readonly PersonalDataKeys Keys = new("k1", new Dictionary<string, byte[]> { ["k1"] = new byte[32] }, new byte[32]);
    private static readonly byte[] Place = new byte[16];
    // So that no score can be left out.
    private static double s_sink;
    private static readonly Facts NoFacts = new(Money.Zero);

    private readonly StrategyBook _book;
    private readonly StrategySnapshot _strategy;
    private readonly DateTimeOffset _decidedAt;
    private readonly byte[] _sealed;
    private readonly byte[] _plain;
    private readonly Wire.DecideRequest _request;
    private readonly ApplicationDraft _draft;
    private readonly Application _application;
    private readonly FeatureVector _features;
    private readonly Decision _decision;

    public DecisionCase(StrategyBook book, StrategySnapshot strategy, Wire.DecideRequest request, DateTimeOffset decidedAt)
    {
        (_book, _strategy, _decidedAt) = (book, strategy, decidedAt);
        _plain = new Evidence { Request = request }.ToByteArray();
        _sealed = Keys.Seal(_plain, Place);
        _request = Evidence.Parser.ParseFrom(_plain).Request;
        _draft = ApplicationTranslation.ToDraft(_request);
        _application = Check(out var errors) ?? throw new InvalidOperationException(string.Join("; ", errors));
        _features = Assemble();
        _decision = Decide(_application);
    }

    public Outcome Outcome => _decision.Outcome;

    public int SealedBytes => _sealed.Length;

    /// <summary>The whole decision of the core.</summary>
    public object Decide() => Decide(_application);

    /// <summary>What one look at a model allocates: the least of a few.</summary>
    public long BytesOfScoring(IModel model)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            s_sink += model.Score(_features.Values);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    /// <summary>Every part by name: what it does to a case.</summary>
    public static IReadOnlyList<DecisionPart> Parts(StrategySnapshot strategy) =>
    [
        new("open", one => Keys.Open(one._sealed, Place)),
        new("parse", one => Evidence.Parser.ParseFrom(one._plain)),
        new("translate", one => ApplicationTranslation.ToDraft(one._request)),
        new("check", one => one.Check(out _)),
        new("features", one => one.Assemble()),
        .. ModelsOf(strategy).Select(model => new DecisionPart($"score {model.Id}", one => model.Score(one._features.Values))),
        .. ModelsOf(strategy).Where(model => model.ExplainsCheaply).Select(model => new DecisionPart($"explain {model.Id}", one => one.Explain(model))),
        new("limit", one => one.Limit().Limit.Fen),
        new("price", one => one.Price()),
        new("decide", one => one.Decide(one._application)),
        new("write the answer", one => one.Write()),
        // What a back-test does for each stored decision.
        new("open to decision", one => one.FromSealed()),
    ];

    private static IEnumerable<IModel> ModelsOf(StrategySnapshot strategy) =>
        from stage in (ModelStage[])[strategy.Stages.Identity, strategy.Stages.AntiFraud, strategy.Stages.AntiMoneyLaundering, strategy.Stages.Risk]
        from asked in stage.Beside.Prepend(stage.Leading)
        select asked.Model;

    private Application? Check(out IReadOnlyList<FieldError> errors) =>
        Application.TryCreate(_draft, _book.Catalog.Objection, _decidedAt, out errors);

    private FeatureVector Assemble() =>
        FeatureAssembly.Assemble(_strategy.Catalog, _application, _strategy.Bank.AdmittedPartners, _decidedAt, Velocity.First, default(Listed), _strategy.Rules.Slots);

    private int Explain(IModel model)
    {
        Span<Contribution> top = stackalloc Contribution[5];
        Span<CreditDecision.Core.Reasons.ReasonCode> reasons = stackalloc CreditDecision.Core.Reasons.ReasonCode[4];
        return model.Explain(_features.Values, top, reasons).Contributions;
    }

    private LimitResult Limit() => LimitCalculator.Calculate(
        new LimitQuestion
        {
            Requested = _application.Amount,
            TenorMonths = _application.TenorMonths,
            Method = _application.RepaymentMethod,
            MonthlyIncome = _application.Finances.MonthlyIncome,
            MonthlyDebtService = _application.Finances.MonthlyDebtService,
            OutstandingDebt = _application.Finances.OutstandingDebt,
            Grade = _decision.Grade,
            CapHeadroom = _strategy.Bank.ConsumerCreditCap,
            StressRate = _strategy.Pricing.Ceiling,
            Fees = _strategy.Pricing.Fees,
        },
        _strategy.Limit);

    private PricingResult? Price() => _decision.Offer is { } offer
        ? Pricer.Price(
            offer.Limit, _application.TenorMonths, _application.RepaymentMethod, _decision.ProbabilityOfDefault!.Value, _decision.Grade, _strategy.Pricing)
        : null;

    private Decision Decide(Application application) => DecisionPipeline.Decide(application, NoFacts, _strategy, _decidedAt);

    private byte[] Write() => ReplyWriter.Write(_decision, _application, Guid.Empty, _book.Documents, experiment: null);

    private Decision FromSealed()
    {
        var request = Evidence.Parser.ParseFrom(Keys.Open(_sealed, Place)).Request;
        var application = Application.TryCreate(ApplicationTranslation.ToDraft(request), _book.Catalog.Objection, _decidedAt, out _);
        return Decide(application!);
    }
}

/// <summary>One part of a decision's way.</summary>
/// <param name="Run">Its result, so that the work cannot be left out.</param>
internal sealed record DecisionPart(string Name, Func<DecisionCase, object?> Run);
