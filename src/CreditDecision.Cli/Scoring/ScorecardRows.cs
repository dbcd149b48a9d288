using CreditDecision.Core.Features;
using CreditDecision.Core.Scoring;
using CsvHelper;

namespace CreditDecision.Cli.Scoring;

/// <summary>A scorecard of this project: its columns are features of the catalog.</summary>
internal sealed class ScorecardRows : IRowModel
{
    private readonly Scorecard _scorecard;
    private readonly double[] _vector;
    private readonly Contribution[] _lost;

    internal ScorecardRows(Scorecard scorecard, FeatureCatalog catalog)
    {
        _scorecard = scorecard;
        _lost = new Contribution[scorecard.Slots.Count];
        _vector = new double[catalog.Features.Count];
        Array.Fill(_vector, double.NaN);
        Inputs = [.. scorecard.Slots.Select(slot => InputOf(catalog.Features[slot]))];
        Explanations = ["reason_codes", .. Inputs.Select(input => $"points_lost:{input.Name}")];
    }

    public IReadOnlyList<ModelInput> Inputs { get; }

    public bool IsPositional => false;

    public bool AbsentIsZero => false;

    public IReadOnlyList<string> Answers { get; } = ["score", "probability"];

    public IReadOnlyList<string> Explanations { get; }

    public void Score(ReadOnlySpan<double> row, Span<double> answers)
    {
        Place(row);
        double score = _scorecard.Score(_vector);
        (answers[0], answers[1]) = (score, _scorecard.ProbabilityOf(score).Value);
    }

    public void WriteAnswer(CsvWriter csv, double answer) => csv.WriteField(answer);

    /// <summary>The reasons that cost points, dearest first, then what each feature cost.</summary>
    public void Explain(ReadOnlySpan<double> row, CsvWriter csv)
    {
        Place(row);
        Span<Contribution> lost = _lost.AsSpan(0, _scorecard.Explain(_vector, _lost));
        var reasons = new List<int>(lost.Length);
        foreach (Contribution each in lost)
            if (!reasons.Contains(each.Reason.Number)) reasons.Add(each.Reason.Number);
        csv.WriteField(string.Join(';', reasons));
        foreach (int slot in _scorecard.Slots) csv.WriteField(LostAt(lost, slot));
    }

    private static double LostAt(ReadOnlySpan<Contribution> lost, int slot)
    {
        foreach (Contribution each in lost)
            if (each.Slot == slot) return each.PointsLost;
        return 0;
    }

    private void Place(ReadOnlySpan<double> row)
    {
        for (int i = 0; i < row.Length; i++) _vector[_scorecard.Slots[i]] = row[i];
    }

    private static ModelInput InputOf(FeatureDefinition feature) =>
        feature.Type == FeatureType.Category ? new ModelInput(feature.Name, InputType.Category, feature.Categories) : ModelInput.Number(feature.Name);
}
