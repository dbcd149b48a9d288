using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;

namespace CreditDecision.Core.Monitoring;

/// <summary>
/// What a period is held against: the groups and how many were in each, out of another period's decisions or of a document, such as one that was
/// made when the model was developed.
/// </summary>
/// <param name="Features">Counts of each watched feature, by group; null of one that the baseline does not have.</param>
/// <param name="StaleRates">Of each watched feature; NaN where it is not known.</param>
/// <param name="ApprovalRate">NaN where it is not known.</param>
public sealed record Baseline(
    string Name, PopulationBins Bins, long[] Scores, IReadOnlyList<long[]?> Features, IReadOnlyList<double> StaleRates, double ApprovalRate)
{
    public static Baseline Of(PopulationTally tally) => new(
        "", tally.Bins, tally.Scores, tally.Features, [.. tally.Features.Select((_, i) => tally.StaleRate(i))], tally.ApprovalRate);

    /// <summary>Share of a feature that is missing; NaN where nothing is known.</summary>
    public double MissingRate(int feature) => Features[feature] is { } counts ? (double)counts[^1] / counts.Sum() : double.NaN;

    /// <summary>
    /// Reads <c>{ id, score: { edges, counts }, features: [{ name, edges | choices, counts, missing? }], approval_rate? }</c>: a number has one count
    /// more than edges, a category one for each choice, a flag is of the choices false and true. The document's errors name every mistake.
    /// </summary>
    /// <param name="watched">In whose order the baseline is; those that the document does not name have none.</param>
    public static Baseline? Read(DocumentObject document, FeatureCatalog catalog, IReadOnlyList<FeatureDefinition> watched)
    {
        string id = document.Text("id", 64);
        DocumentObject score = document.Child("score");
        (Bins scoreBins, long[] scores) = BaselineReader.Numbers(score, Monitoring.Bins.OfScore, 0, 1);
        score.Close();
        var read = new Dictionary<string, (Bins Bins, long[] Counts)>(StringComparer.Ordinal);
        foreach (DocumentObject item in document.Children("features", FeatureCatalog.MostFeatures, optional: true))
            if (BaselineReader.Feature(item, catalog) is { } one && !read.TryAdd(one.Bins.Name, one)) item.Fail("name", $"\"{one.Bins.Name}\" is given twice");
        double approvals = document.OptionalNumber("approval_rate", 0, 1) ?? double.NaN;
        document.Close();
        if (document.Errors.Any) return null;
        Bins[] bins = [.. watched.Select(feature => read.TryGetValue(feature.Name, out var one) ? one.Bins : Monitoring.Bins.OfChoices(feature) ?? Monitoring.Bins.OfNumbers(feature.Name, []))];
        long[]?[] counts = [.. watched.Select(feature => read.TryGetValue(feature.Name, out var one) ? one.Counts : null)];
        return new Baseline(id, new PopulationBins(scoreBins, bins), scores, counts, [.. watched.Select(_ => double.NaN)], approvals);
    }
}
