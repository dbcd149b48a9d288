using System.Collections.Immutable;
using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Strategies.Rules;

namespace CreditDecision.Core.Decisions;

/// <summary>What one stage has found so far. The severest word stands; every reason is kept. One serves the stages of a decision in turn.</summary>
/// <param name="keepsFigures">False where nobody will see them.</param>
internal sealed class StageFinding(ReasonCatalog catalog, bool keepsFigures)
{
    // The limit stage notes the most.
    private const int MostFigures = 9;

    private static readonly IReadOnlyList<WeighedReason> NoReasons = [];
    private static readonly IReadOnlyList<Figure> NoFigures = [];
    private static readonly IReadOnlyList<ModelScore> NoScores = [];
    private static readonly IReadOnlyList<FiredRule> NoRules = [];

    private const int FewRules = 16;

    // Most stages of most decisions have few of these, so each is made when there is something to put in.
    private List<WeighedReason>? _reasons;
    private List<Figure>? _figures;
    private ModelScore? _leading;
    private List<ModelScore>? _beside;
    private List<FiredRule>? _rules;
    private HashSet<FiredRule>? _told;
    private (ImmutableArray<StrategyTable> Tables, FeatureVector Vector)? _asked;
    private Stage _stage;
    private Outcome _outcome = Outcome.Approve;

    /// <summary>False once the stage said decline or out of scope: nothing that comes after can change the answer.</summary>
    public bool Open => _outcome is Outcome.Approve or Outcome.Refer;

    /// <summary>Forgets what the stage before found, which its trace has.</summary>
    public void Begin(Stage stage)
    {
        (_stage, _outcome) = (stage, Outcome.Approve);
        (_reasons, _figures, _leading, _beside, _rules, _told, _asked) = (null, null, null, null, null, null, null);
    }

    public void OutOfScope(ReasonCode reason) => Say(Outcome.OutOfScope, reason);

    public void Decline(ReasonCode reason) => Say(Outcome.Decline, reason);

    public void Refer(ReasonCode reason) => Say(Outcome.Refer, reason);

    /// <summary>A reason of a model's own for the word that it said.</summary>
    public void Explain(Outcome word, ReasonCode reason) => Keep(word, reason);

    public void Note(string figure, long value)
    {
        if (keepsFigures) (_figures ??= new(MostFigures)).Add(new Figure(figure, value));
    }

    /// <summary>The leading model comes first.</summary>
    public void Scored(ModelScore score)
    {
        if (_leading is null) _leading = score;
        else (_beside ??= []).Add(score);
    }

    /// <summary>Kept once, however many rows of a table say the same.</summary>
    public void Fired(in FiredRule rule)
    {
        _rules ??= [];
        // Of few it is quicker to look at each; of the thousand that have no answer where a fact is missing it would be a million looks.
        if (_rules.Count >= FewRules) _told ??= [.. _rules];
        if (_told is null ? !_rules.Contains(rule) : _told.Add(rule)) _rules.Add(rule);
    }

    /// <param name="vector">With what they read and answered.</param>
    public void Asked(ImmutableArray<StrategyTable> tables, FeatureVector vector) => _asked = (tables, vector);

    public StageTrace ToTrace() => new(
        _stage,
        _outcome,
        _leading,
        _beside ?? NoScores,
        _reasons ?? NoReasons,
        _figures ?? NoFigures,
        _rules ?? NoRules,
        _asked is { } asked ? new AskedTables(asked.Tables, asked.Vector) : []);

    private void Say(Outcome outcome, ReasonCode reason)
    {
        if (outcome > _outcome) _outcome = outcome;
        Keep(outcome, reason);
    }

    private void Keep(Outcome outcome, ReasonCode reason)
    {
        var weighed = new WeighedReason(outcome, catalog[reason]);
        _reasons ??= [];
        if (!_reasons.Contains(weighed)) _reasons.Add(weighed);
    }
}
