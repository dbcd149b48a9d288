using System.Globalization;
using CreditDecision.Core.Statistics;

namespace CreditDecision.Modeling.Validation.Figures;

/// <summary>Groups of one input or score, cut by the development part: deciles of numbers, each category, and missing values.</summary>
internal sealed class ValueGroups
{
    private const int Tenths = 10;

    private readonly double[] _cuts;
    private readonly IReadOnlyList<string> _names;

    private ValueGroups(double[] cuts, IReadOnlyList<string> names) => (_cuts, _names) = (cuts, names);

    /// <summary>Of numbers, and of codes that have no names.</summary>
    internal static ValueGroups OfNumbers(double[] development)
    {
        double[] cuts = Quantiles.Cuts(development, Tenths);
        static string Show(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
        string[] ends = ["", .. cuts.Select(Show), ""];
        return new ValueGroups(cuts, [.. ends.Zip(ends.Skip(1), (from, to) => $"{from} … {to}".Trim()), "missing"]);
    }

    internal static ValueGroups Of(TestInput input, double[] development)
    {
        if (input.IsNumber) return OfNumbers(development);
        IReadOnlyList<string> names = input.Type == Core.Features.FeatureType.Flag ? ["false", "true"] : input.Categories;
        // A cut between one code and the next; an unknown category, below all of them, falls into the first group.
        return names.Count == 0 ? OfCodes(development) : new ValueGroups([.. Enumerable.Range(1, names.Count - 1).Select(code => code - 0.5)], [.. names, "missing"]);
    }

    internal Shift Shift(double[] development, double[] holdOut, double chanceConfidence)
    {
        (long[] before, long[] after) = (Count(development), Count(holdOut));
        int filled = before.Zip(after).Count(pair => pair.First + pair.Second > 0);
        double bound = filled < 2 ? double.NaN : StabilityBound.Of(development.Length, holdOut.Length, filled, chanceConfidence);
        return new Shift(PopulationStability.OfCounts(before, after, 0.5), bound, [.. _names.Select((name, group) => new ShiftGroup(name, before[group], after[group]))]);
    }

    internal double InformationValue(double[] values, bool[] isBad)
    {
        var groups = new (long Good, long Bad)[_names.Count];
        for (int i = 0; i < values.Length; i++)
        {
            ref (long Good, long Bad) group = ref groups[GroupOf(values[i])];
            if (isBad[i]) group.Bad++;
            else group.Good++;
        }
        return WeightOfEvidence.InformationValue(groups);
    }

    private static ValueGroups OfCodes(double[] development)
    {
        double[] codes = [.. development.Where(value => !double.IsNaN(value)).Distinct().Order()];
        const int most = 50;
        return codes.Length is 0 or > most
            ? OfNumbers(development)
            : new ValueGroups(codes[1..], [.. codes.Select(code => code.ToString("R", CultureInfo.InvariantCulture)), "missing"]);
    }

    private long[] Count(double[] values)
    {
        long[] counts = new long[_names.Count];
        foreach (double value in values) counts[GroupOf(value)]++;
        return counts;
    }

    private int GroupOf(double value) => double.IsNaN(value) ? _names.Count - 1 : Quantiles.GroupOf(value, _cuts);
}
