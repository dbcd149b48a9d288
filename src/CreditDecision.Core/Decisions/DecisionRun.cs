using CreditDecision.Core.Applications;
using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Strategies.Facts;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Decisions;

/// <summary>One decision in the making: what the stages read, and what they found so far. Lives for one call of the pipeline.</summary>
internal sealed class DecisionRun(Application application, Facts facts, StrategySnapshot strategy, DateTimeOffset decidedAt)
{
    private static readonly IReadOnlyList<ReasonDefinition> NoReasons = [];

    private readonly List<StageTrace> _trace = new(8);
    private readonly List<DegradedMark> _degraded = [];
    private Outcome _outcome = Outcome.Approve;
    private FeatureVector? _features;
    private StageFinding? _finding;

    public Application Application => application;

    public Facts Facts => facts;

    public StrategySnapshot Strategy => strategy;

    public DateTimeOffset DecidedAt => decidedAt;

    /// <summary>
    /// Whether anybody will see the trace. Where nobody does, what only a reader needs is left out: contributions of features and the figures
    /// that a stage worked out. Nothing that decides hangs on it.
    /// </summary>
    public bool IsShown { get; init; } = true;

    /// <summary>Null for room of its own.</summary>
    public DecisionRoom? Room { get; init; }

    public int BorrowerAge => application.Borrower.Id.AgeOn(BeijingTime.DayOf(decidedAt));

    /// <summary>Set by the risk stage.</summary>
    public Grade Grade { get; set; }

    /// <summary>Set by the risk stage.</summary>
    public Probability? ProbabilityOfDefault { get; set; }

    /// <summary>Set by the limit stage.</summary>
    public Money Limit { get; set; }

    /// <summary>Set by the pricing stage.</summary>
    public Offer? Offer { get; set; }

    /// <summary>
    /// Assembled when the first rule or model asks, which is after the hard rules of the compliance stage: without consent no feature is
    /// touched (A20). Behind the features stand the facts of the decision and what its tables answered.
    /// </summary>
    public FeatureVector Features => _features ??= Assemble();

    /// <summary>Makes a fact known to the rules, formulas and tables that come after.</summary>
    public void Know(StrategyFact fact, double value) => Features.Set(strategy.Catalog.Features.Count + fact.Offset, value);

    /// <summary>Runs one stage, unless an earlier one has already ended the matter.</summary>
    public void Judge(Stage stage, Action<DecisionRun, StageFinding> judge)
    {
        if (_outcome is Outcome.Decline or Outcome.OutOfScope) return;
        StageFinding finding = _finding ??= new StageFinding(strategy.Reasons, IsShown);
        finding.Begin(stage);
        judge(this, finding);
        StageTrace trace = finding.ToTrace();
        if (trace.Outcome > _outcome) _outcome = trace.Outcome;
        _trace.Add(trace);
    }

    public void MarkDegraded(DegradedMark mark)
    {
        if (!_degraded.Contains(mark)) _degraded.Add(mark);
    }

    private FeatureVector Assemble()
    {
        _features = Room?.Vector(strategy.Rules.Slots) ?? new FeatureVector(strategy.Rules.Slots);
        FeatureAssembly.Fill(_features, strategy.Catalog, application, strategy.Bank.AdmittedPartners, decidedAt, facts.Velocity, facts.Listed);
        Know(StrategyFacts.DecidedAt, decidedAt.ToUnixTimeMilliseconds() / 1_000.0);
        Know(StrategyFacts.ConsumerCredit, (facts.ReservedConsumerCredit + application.Finances.ConsumerCreditHere).Fen / 100.0);
        return _features;
    }

    public Decision Close()
    {
        bool offers = _outcome is Outcome.Approve or Outcome.Refer;
        bool reserves = _outcome == Outcome.Approve && strategy.Product.Category == ProductCategory.Consumer;
        return new Decision(
            _outcome,
            offers ? Offer : null,
            ReasonsInOrder(),
            Grade,
            ProbabilityOfDefault,
            _trace,
            strategy,
            _degraded,
            decidedAt,
            reserves ? Offer!.Limit : Money.Zero);
    }

    // Only what speaks for the outcome: a borrower who is declined is not told that a person will look. In the order of the stages; within
    // one, the engine's reasons by number, then the model's by weight (the order given).
    private IReadOnlyList<ReasonDefinition> ReasonsInOrder()
    {
        List<ReasonDefinition>? reasons = null;
        foreach (StageTrace stage in _trace)
        {
            int start = reasons?.Count ?? 0;
            for (int i = 0; i < stage.Reasons.Count; i++)
            {
                WeighedReason said = stage.Reasons[i];
                if (said.Outcome != _outcome) continue;
                reasons ??= [];
                if (!reasons.Contains(said.Reason)) reasons.Insert(PlaceOf(said.Reason, reasons, start), said.Reason);
            }
        }
        return reasons ?? NoReasons;
    }

    // Behind all of its stage that come before it or are its equals.
    private static int PlaceOf(ReasonDefinition reason, List<ReasonDefinition> reasons, int start)
    {
        int place = reasons.Count;
        while (place > start && RankOf(reasons[place - 1]) > RankOf(reason)) place--;
        return place;
    }

    private static int RankOf(ReasonDefinition reason) => Math.Min(reason.Code.Number, ReasonCode.FirstOfDocuments);
}
