using CreditDecision.Core.Reasons;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Decisions;

/// <summary>What one stage has found so far. The severest word stands; every reason is kept.</summary>
internal sealed class StageFinding(Stage stage, ReasonCatalog catalog)
{
    private readonly List<WeighedReason> _reasons = [];
    private readonly List<Figure> _figures = [];
    private Outcome _outcome = Outcome.Approve;
    private Scorecard? _model;
    private double? _points;
    private Probability? _probability;
    private IReadOnlyList<NamedContribution> _contributions = [];

    /// <summary>False once the stage said decline or out of scope: nothing that comes after can change the answer.</summary>
    public bool Open => _outcome is Outcome.Approve or Outcome.Refer;

    public void OutOfScope(ReasonCode reason) => Say(Outcome.OutOfScope, reason);

    public void Decline(ReasonCode reason) => Say(Outcome.Decline, reason);

    public void Refer(ReasonCode reason) => Say(Outcome.Refer, reason);

    /// <summary>A reason of the model's that explains what the stage already said.</summary>
    public void Explain(ReasonCode reason) => Keep(_outcome, reason);

    public void Note(string figure, long value) => _figures.Add(new Figure(figure, value));

    public void Scored(Scorecard model, double points, Probability probability, IReadOnlyList<NamedContribution> contributions)
    {
        _model = model;
        _points = points;
        _probability = probability;
        _contributions = contributions;
    }

    public StageTrace ToTrace() => new(stage, _outcome, _model, _points, _probability, _contributions, _reasons, _figures);

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
