using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Scoring;
using CsvHelper;

namespace CreditDecision.Cli.Scoring;

/// <summary>A model as the service asks it, a scorecard or an artifact under its card: its columns are features of the catalog.</summary>
internal sealed class FeatureRows : IRowModel
{
    private readonly IModel _model;
    private readonly FeatureDefinition[] _features;
    private readonly long[] _refused;
    private readonly double[] _vector;
    private readonly Contribution[] _costs;
    private readonly ReasonCode[] _reasons;

    internal FeatureRows(IModel model, FeatureCatalog catalog)
    {
        _model = model;
        _features = [.. model.Slots.Select(slot => catalog.Features[slot])];
        _refused = new long[_features.Length];
        (_costs, _reasons) = (new Contribution[model.Slots.Length], new ReasonCode[model.Slots.Length]);
        _vector = new double[catalog.Features.Count];
        Array.Fill(_vector, double.NaN);
        Inputs = [.. _features.Select(InputOf)];
        Explanations = ["reason_codes", .. Inputs.Select(input => $"cost:{input.Name}")];
    }

    public IReadOnlyList<ModelInput> Inputs { get; }

    public bool IsPositional => false;

    public bool AbsentIsZero => false;

    public IReadOnlyList<string> Answers { get; } = ["score", "probability"];

    public IReadOnlyList<string> Explanations { get; }

    public IEnumerable<string> Remarks => _features.Zip(_refused).Where(each => each.Second > 0).Select(each =>
        $"\"{each.First.Name}\": {each.Second} values are none that the feature catalog allows; they were scored as missing, and a decision would refer");

    /// <summary>The probability is NaN where the service would not decide by the score.</summary>
    public void Score(ReadOnlySpan<double> row, Span<double> answers)
    {
        Place(row);
        for (int i = 0; i < row.Length; i++)
            if (!double.IsNaN(row[i]) && double.IsNaN(_vector[_model.Slots[i]])) _refused[i]++;
        double score = _model.Score(_vector);
        (answers[0], answers[1]) = (score, _model.IsAnswer(score) ? _model.ProbabilityOf(score).Value : double.NaN);
    }

    public void WriteAnswer(CsvWriter csv, double answer) => csv.WriteField(answer);

    /// <summary>The reasons, weightiest first, then what each feature cost: points lost, or log-odds or probability of the bad event added.</summary>
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

    // A value that cannot be true counts as missing, as it does in a decision.
    private void Place(ReadOnlySpan<double> row)
    {
        for (int i = 0; i < row.Length; i++) _vector[_model.Slots[i]] = Allows(_features[i], row[i]) ? row[i] : double.NaN;
    }

    private static bool Allows(FeatureDefinition feature, double value) => feature.Type switch
    {
        FeatureType.Category => value >= 0 && value < feature.Categories.Count && value == Math.Floor(value),
        FeatureType.Flag => value is 0 or 1,
        _ => value >= feature.Least && value <= feature.Most,
    };

    private static ModelInput InputOf(FeatureDefinition feature) =>
        feature.Type == FeatureType.Category ? new ModelInput(feature.Name, InputType.Category, feature.Categories) : ModelInput.Number(feature.Name);
}
