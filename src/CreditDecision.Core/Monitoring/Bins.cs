using CreditDecision.Core.Features;
using CreditDecision.Core.Statistics;

namespace CreditDecision.Core.Monitoring;

/// <summary>
/// Into which groups the values of one thing are counted: numbers between ascending cuts (a value that equals one lies above it), choices by
/// their place. The last group is of what is missing.
/// </summary>
public sealed class Bins
{
    /// <summary>Of numbers, as is usual: deciles.</summary>
    public const int Deciles = 10;

    private readonly double[] _cuts;

    private Bins(string name, double[] cuts, IReadOnlyList<string> choices) => (Name, _cuts, Choices) = (name, cuts, choices);

    /// <summary>The feature's, or <see cref="OfScore"/>.</summary>
    public string Name { get; }

    /// <summary>Ascending; empty for choices, and for numbers that are all alike.</summary>
    public IReadOnlyList<double> Cuts => _cuts;

    /// <summary>Empty for numbers.</summary>
    public IReadOnlyList<string> Choices { get; }

    /// <summary>With the one of missing values.</summary>
    public int Groups => (Choices.Count > 0 ? Choices.Count : _cuts.Length + 1) + 1;

    /// <summary>Name of the probability that the model gave.</summary>
    public const string OfScore = "score";

    /// <param name="cuts">Ascending.</param>
    public static Bins OfNumbers(string name, IEnumerable<double> cuts) => new(name, [.. cuts], []);

    public static Bins OfChoices(string name, IReadOnlyList<string> choices) => new(name, [], choices);

    /// <summary>Of a flag or category, whose groups are known without looking; null for a number.</summary>
    public static Bins? OfChoices(FeatureDefinition feature) => feature.Type switch
    {
        FeatureType.Flag => OfChoices(feature.Name, ["false", "true"]),
        FeatureType.Category => OfChoices(feature.Name, feature.Categories),
        _ => null,
    };

    /// <summary>By the deciles of a sample; NaN is missing.</summary>
    public static Bins OfSample(string name, ReadOnlySpan<double> values) => OfNumbers(name, Quantiles.Cuts(values, Deciles));

    /// <summary>NaN is missing, and so is a choice that is none of these.</summary>
    public int GroupOf(double value)
    {
        if (double.IsNaN(value)) return Groups - 1;
        if (Choices.Count == 0) return Quantiles.GroupOf(value, _cuts);
        return value >= 0 && value < Choices.Count ? (int)value : Groups - 1;
    }

    /// <summary>In the order of the groups: "below 5", "5 to 10", "from 10", a choice, "missing".</summary>
    public IEnumerable<string> Labels()
    {
        if (Choices.Count > 0) return Choices.Append("missing");
        if (_cuts.Length == 0) return ["any", "missing"];
        return _cuts.Skip(1).Zip(_cuts, (to, from) => $"{from:R} to {to:R}").Prepend($"below {_cuts[0]:R}").Append($"from {_cuts[^1]:R}").Append("missing");
    }
}
