using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Strategies.Facts;
using CreditDecision.Service.Decisions;
using Wire = CreditDecision.V1;

namespace Benchmarks.Strategies;

/// <summary>One application as it stands in the risk stage after its model has spoken.</summary>
internal sealed class RuleCase
{
    private readonly DecisionRun _run;
    private StageFinding _finding;

    public RuleCase(Wire.DecideRequest request, StrategySnapshot strategy, DateTimeOffset decidedAt)
    {
        var application = Application.TryCreate(ApplicationTranslation.ToDraft(request), strategy.Catalog.Objection, decidedAt, out var errors)
            ?? throw new InvalidOperationException(string.Join("; ", errors));
        _run = new DecisionRun(application, default, strategy, decidedAt);
        IModel model = strategy.Stages.Risk.Leading.Model;
        var probability = model.ProbabilityOf(model.Score(_run.Features.Values));
        var grade = strategy.Stages.Grades.Of(probability);
        _run.Know(StrategyFacts.DefaultProbability, probability.Value);
        _run.Know(StrategyFacts.Grade, grade.Rank - 1);
        _run.Know(StrategyFacts.GradeRank, grade.Rank);
        _finding = Empty();
        Judge();
        Spoken = [.. _finding.ToTrace().Rules.Select(rule => rule.Id)];
    }

    /// <summary>The rules that speak of it, or have no answer.</summary>
    public IReadOnlyList<string> Spoken { get; }

    /// <summary>A decision has a finding for each stage, whatever the strategy asks.</summary>
    public void Prepare() => _finding = Empty();

    public void Judge() => RuleJudgement.Judge(_run, _finding, Stage.Risk);

    private StageFinding Empty()
    {
        var finding = new StageFinding(_run.Strategy.Reasons, keepsFigures: true);
        finding.Begin(Stage.Risk);
        return finding;
    }
}
