using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Scoring;
using CsvHelper;

namespace CreditDecision.Cli.Scoring;

/// <summary>A model as the service asks it, a scorecard or an artifact under its card: its columns are features of the catalog.</summary>
internal sealed class FeatureRows : IRowModel
{
    private readonly IModel _model;
    private readonly double[] _vector;
    private readonly Contribution[] _costs;
    private readonly ReasonCode[] _reasons;

    internal FeatureRows(IModel model, FeatureCatalog catalog)
    {
        _model = model;
        (_costs, _reasons) = (new Contribution[model.Slots.Count], new ReasonCode[model.Slots.Count]);
        _vector = new double[catalog.Features.Count];
        Array.Fill(_vector, double.NaN);
        Inputs = [.. model.Slots.Select(slot => InputOf(catalog.Features[slot]))];
        Explanations = ["reason_codes", .. Inputs.Select(input => $"cost:{input.Name}")];
    }

    public IReadOnlyList<ModelInput> Inputs { get; }

    public bool IsPositional => false;

    public bool AbsentIsZero => false;

    public IReadOnlyList<string> Answers { get; } = ["score", "probability"];

    public IReadOnlyList<string> Explanations { get; }

    /// <summary>The probability is NaN where the service would not decide by the score.</summary>
    public void Score(ReadOnlySpan<double> row, Span<double> answers)
    {
        Place(row);
        double score = _model.Score(_vector);
        (answers[0], answers[1]) = (score, _model.IsAnswer(score) ? _model.ProbabilityOf(score).Value : double.NaN);
    }

    public void WriteAnswer(CsvWriter csv, double answer) => csv.WriteField(answer);

    /// <summary>The reasons, weightiest first, then what each feature cost: points lost, or log-odds of the bad event added.</summary>
    public void Explain(ReadOnlySpan<double> row, CsvWriter csv)
    {
        Place(row);
        Explanation filled = _model.Explain(_vector, _costs, _reasons);
        csv.WriteField(string.Join(';', _reasons.Take(filled.Reasons).Distinct()));
        foreach (int slot in _model.Slots) csv.WriteField(CostAt(_costs.AsSpan(0, filled.Contributions), slot));
    }

    private static double CostAt(ReadOnlySpan<Contribution> costs, int slot)
    {
        foreach (Contribution each in costs)
            if (each.Slot == slot) return each.Cost;
        return 0;
    }

    private void Place(ReadOnlySpan<double> row)
    {
        for (int i = 0; i < row.Length; i++) _vector[_model.Slots[i]] = row[i];
    }

    private static ModelInput InputOf(FeatureDefinition feature) =>
        feature.Type == FeatureType.Category ? new ModelInput(feature.Name, InputType.Category, feature.Categories) : ModelInput.Number(feature.Name);
}
