using System.Collections.Immutable;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Scoring.Cards;

/// <summary>Another library's artifact under its card, bound to the slots of one feature catalog. Immutable.</summary>
public sealed class CardedModel : IModel
{
    private readonly CompiledModel _artifact;
    private readonly InputBinding[] _inputs;
    private readonly ScoreSource _source;
    private readonly ReasonCode[] _reasons;
    private readonly int[] _featureOfInput;
    private readonly int[] _reasonOfFeature;

    internal CardedModel(ModelCard card, CompiledModel artifact, IReadOnlyList<InputBinding> inputs, ScoreSource source)
    {
        (Card, _artifact, _inputs, _source) = (card, artifact, [.. inputs], source);
        Slots = [.. inputs.Select(input => input.Slot).Distinct()];
        _reasons = [.. inputs.Select(input => input.Card.Reason).Distinct()];
        var placeOfSlot = Slots.Select((slot, place) => (slot, place)).ToDictionary(pair => pair.slot, pair => pair.place);
        _featureOfInput = [.. inputs.Select(input => placeOfSlot[input.Slot])];
        _reasonOfFeature = [.. inputs.DistinctBy(input => input.Slot).Select(input => Array.IndexOf(_reasons, input.Card.Reason))];
    }

    public ModelCard Card { get; }

    public string Id => Card.Id;

    public string Version => Card.Version;

    public ModelKind Kind => Card.Kind;

    public string Target => Card.Target;

    public string Sha256 => Card.Sha256;

    public string ArtifactSha256 => Card.Artifact.Sha256;

    public ModelShape Shape => _artifact.Shape;

    public ImmutableArray<int> Slots { get; }

    public bool ExplainsCheaply => false;

    public double Score(ReadOnlySpan<double> featureVector)
    {
        Span<double> row = stackalloc double[_inputs.Length];
        Gather(featureVector, row);
        return _source.ScoreOf(_artifact, row);
    }

    public bool IsAnswer(double score) => Card.Calibration.Accepts(score);

    public Probability ProbabilityOf(double score) => Card.Calibration.ProbabilityOf(score);

    /// <summary>
    /// Contributions are by feature, over all inputs that read it. Reasons are weighed by the sum over all features that give them, also of
    /// those that spoke for the applicant: a reason that on the whole lowered the risk is none.
    /// </summary>
    public Explanation Explain(ReadOnlySpan<double> featureVector, Span<Contribution> top, Span<ReasonCode> reasons)
    {
        Span<double> costs = stackalloc double[Slots.Length], ofReasons = stackalloc double[_reasons.Length];
        costs.Clear();
        ofReasons.Clear();
        AddCosts(featureVector, costs);
        int written = 0;
        for (int i = 0; i < costs.Length; i++)
        {
            (int slot, int reason) = (Slots[i], _reasonOfFeature[i]);
            ofReasons[reason] += costs[i];
            if (!(costs[i] > 0)) continue;
            var contribution = new Contribution(slot, featureVector[slot], costs[i], _source.Unit, _reasons[reason]);
            written = contribution.InsertInto(top, written);
        }
        return new Explanation(written, Weightiest(ofReasons, reasons));
    }

    private void Gather(ReadOnlySpan<double> featureVector, Span<double> row)
    {
        for (int i = 0; i < row.Length; i++) row[i] = _inputs[i].ValueOf(featureVector);
    }

    // For each feature, how far it moved the explained margin towards the bad event.
    private void AddCosts(ReadOnlySpan<double> featureVector, Span<double> costs)
    {
        Span<double> row = stackalloc double[_inputs.Length], contributions = stackalloc double[_inputs.Length + 1];
        Gather(featureVector, row);
        _source.ContributionsTo(_artifact, row, contributions);
        for (int i = 0; i < row.Length; i++) costs[_featureOfInput[i]] += _source.RisesWithRisk ? contributions[i] : -contributions[i];
    }

    private int Weightiest(Span<double> ofReasons, Span<ReasonCode> told)
    {
        for (int count = 0; count < told.Length; count++)
        {
            int most = 0;
            for (int i = 1; i < ofReasons.Length; i++)
                if (ofReasons[i] > ofReasons[most]) most = i;
            if (!(ofReasons[most] > 0)) return count;
            told[count] = _reasons[most];
            ofReasons[most] = 0;
        }
        return told.Length;
    }
}
