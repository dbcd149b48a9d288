using System.Collections.Immutable;
using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Strategies.Rules;

namespace CreditDecision.Core.Decisions;

/// <summary>What one stage has found so far. The severest word stands; every reason is kept.</summary>
internal sealed class StageFinding(Stage stage, ReasonCatalog catalog)
{
    private readonly List<WeighedReason> _reasons = [];
    private readonly List<Figure> _figures = [];
    private readonly List<ModelScore> _scores = [];
    // Most stages of most decisions have none of these.
    private List<FiredRule>? _rules;
    private (ImmutableArray<StrategyTable> Tables, FeatureVector Vector)? _asked;
    private Outcome _outcome = Outcome.Approve;

    /// <summary>False once the stage said decline or out of scope: nothing that comes after can change the answer.</summary>
    public bool Open => _outcome is Outcome.Approve or Outcome.Refer;

    public void OutOfScope(ReasonCode reason) => Say(Outcome.OutOfScope, reason);

    public void Decline(ReasonCode reason) => Say(Outcome.Decline, reason);

    public void Refer(ReasonCode reason) => Say(Outcome.Refer, reason);

    /// <summary>A reason of a model's own for the word that it said.</summary>
    public void Explain(Outcome word, ReasonCode reason) => Keep(word, reason);

    public void Note(string figure, long value) => _figures.Add(new Figure(figure, value));

    /// <summary>The leading model comes first.</summary>
    public void Scored(ModelScore score) => _scores.Add(score);

    /// <summary>Kept once, however many rows of a table say the same.</summary>
    public void Fired(in FiredRule rule)
    {
        _rules ??= [];
        if (!_rules.Contains(rule)) _rules.Add(rule);
    }

    /// <param name="vector">With what they read and answered.</param>
    public void Asked(ImmutableArray<StrategyTable> tables, FeatureVector vector) => _asked = (tables, vector);

    public StageTrace ToTrace() => new(
        stage,
        _outcome,
        _scores.FirstOrDefault(),
        _scores.Count > 1 ? [.. _scores.Skip(1)] : [],
        _reasons,
        _figures,
        _rules ?? [],
        _asked is { } asked ? new AskedTables(asked.Tables, asked.Vector) : []);

    private void Say(Outcome outcome, ReasonCode reason)
    {
        if (outcome > _outcome) _outcome = outcome;
        Keep(outcome, reason);
    }

    private void Keep(Outcome outcome, ReasonCode reason)
    {
        var weighed = new WeighedReason(outcome, catalog[reason]);
        if (!_reasons.Contains(weighed)) _reasons.Add(weighed);
    }
}
