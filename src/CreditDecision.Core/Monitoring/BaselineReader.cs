using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;

namespace CreditDecision.Core.Monitoring;

/// <summary>The parts of a baseline document.</summary>
internal static class BaselineReader
{
    // Deciles have nine; finer than percentiles is noise.
    private const int MostEdges = 100;

    private const long MostRows = 1_000_000_000_000;

    /// <returns>Null with at least one mistake.</returns>
    public static (Bins Bins, long[] Counts)? Feature(DocumentObject item, FeatureCatalog catalog)
    {
        string name = item.Text("name", 64);
        (Bins, long[])? read = null;
        if (catalog.TryFind(name, out FeatureDefinition feature))
            read = feature.Type == FeatureType.Number ? Numbers(item, name, double.MinValue, double.MaxValue) : Choices(item, feature);
        else if (name.Length > 0) item.Fail("name", $"\"{name}\" is not in the feature catalog");
        item.Close();
        return read;
    }

    /// <summary>Reads <c>edges</c>, <c>counts</c> and <c>missing</c>.</summary>
    public static (Bins Bins, long[] Counts) Numbers(DocumentObject item, string name, double least, double most)
    {
        double[] edges = [.. NumbersOf(item, "edges", MostEdges, least, most)];
        for (int i = 1; i < edges.Length; i++)
            if (edges[i] <= edges[i - 1]) item.Fail($"edges[{i}]", $"must be above {edges[i - 1]}, is {edges[i]}");
        long[] counts = CountsOf(item, edges.Length + 1);
        return (Bins.OfNumbers(name, edges), counts);
    }

    private static (Bins Bins, long[] Counts) Choices(DocumentObject item, FeatureDefinition feature)
    {
        var bins = Bins.OfChoices(feature)!;
        IReadOnlyList<string> named = item.Texts("choices", FeatureCatalog.MostCategories);
        long[] given = CountsOf(item, named.Count), counts = new long[bins.Groups];
        for (int i = 0; i < named.Count; i++)
        {
            int place = bins.Choices.ToList().IndexOf(named[i]);
            if (place < 0) item.Fail($"choices[{i}]", $"\"{named[i]}\" is none of {string.Join(", ", bins.Choices)}");
            else counts[place] += given[i];
        }
        counts[^1] = given[^1];
        return (bins, counts);
    }

    // As many as there are groups, and behind them what is missing.
    private static long[] CountsOf(DocumentObject item, int groups)
    {
        double[] given = [.. NumbersOf(item, "counts", FeatureCatalog.MostCategories, 0, MostRows)];
        if (given.Length != groups) item.Fail("counts", $"must be {groups}, one for each group, are {given.Length}");
        for (int i = 0; i < given.Length; i++)
            if (given[i] != Math.Floor(given[i])) item.Fail($"counts[{i}]", "must be a whole number");
        long missing = item.WholeLong("missing", 0, MostRows, 0);
        if (given.Sum() + missing <= 0) item.Fail("counts", "must not all be 0");
        long[] counts = new long[groups + 1];
        for (int i = 0; i < Math.Min(groups, given.Length); i++) counts[i] = (long)given[i];
        counts[^1] = missing;
        return counts;
    }

    private static IEnumerable<double> NumbersOf(DocumentObject item, string key, int mostCount, double least, double most)
    {
        foreach (DocumentValue value in item.Values(key, mostCount))
        {
            if (!value.TryNumber(out double number)) value.FailAs("must be a number");
            else if (number < least || number > most) value.Fail($"must be between {least} and {most}, is {number}");
            // What is bad keeps its place, so that the others are not told to be in the wrong one.
            yield return number;
        }
    }
}
