using System.Runtime.CompilerServices;
using CreditDecision.Core.Features;

namespace CreditDecision.Core.Scoring;

/// <summary>
/// The points of all characteristics laid out in three flat arrays, so that scoring walks memory forward and allocates nothing.
/// </summary>
internal sealed class PointsTable
{
    private readonly Lookup[] _lookups;
    private readonly double[] _bounds;
    private readonly double[] _points;
    private readonly (double Value, double Points)[] _specials;

    internal PointsTable(IReadOnlyList<Characteristic> characteristics)
    {
        var (lookups, bounds, points, specials) = (new List<Lookup>(), new List<double>(), new List<double>(), new List<(double, double)>());
        foreach (Characteristic characteristic in characteristics)
        {
            var (firstBound, firstPoint, firstSpecial) = (bounds.Count, points.Count, specials.Count);
            if (characteristic.Feature.Type == FeatureType.Number) AddRanges(characteristic.Bins, bounds, points);
            else AddCategories(characteristic, points);
            specials.AddRange(characteristic.Bins.Where(bin => bin.Kind == BinKind.Special).Select(bin => (bin.Special, bin.Points)));
            lookups.Add(new Lookup(
                characteristic.Feature.Slot,
                characteristic.Feature.Type != FeatureType.Number,
                firstBound, bounds.Count - firstBound,
                firstPoint,
                firstSpecial, specials.Count - firstSpecial,
                characteristic.Bins.Single(bin => bin.Kind == BinKind.Missing).Points));
        }
        (_lookups, _bounds, _points, _specials) = ([.. lookups], [.. bounds], [.. points], [.. specials]);
    }

    internal int Count => _lookups.Length;

    internal double Sum(double start, ReadOnlySpan<double> values)
    {
        double sum = start;
        for (int i = 0; i < _lookups.Length; i++) sum += PointsOf(i, values);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal double PointsOf(int characteristic, ReadOnlySpan<double> values)
    {
        ref readonly Lookup lookup = ref _lookups[characteristic];
        double value = values[lookup.Slot];
        if (double.IsNaN(value)) return lookup.MissingPoints;
        foreach ((double special, double points) in _specials.AsSpan(lookup.FirstSpecial, lookup.Specials))
            if (value == special) return points;
        return _points[lookup.FirstPoint + (lookup.IsCategory ? (int)value : CountReached(in lookup, value))];
    }

    // Counting all bounds beats a binary search for the ten or so that a characteristic has: no branch is ever mispredicted.
    private int CountReached(ref readonly Lookup lookup, double value)
    {
        int reached = 0;
        foreach (double bound in _bounds.AsSpan(lookup.FirstBound, lookup.Bounds)) reached += value >= bound ? 1 : 0;
        return reached;
    }

    private static void AddRanges(IReadOnlyList<ScorecardBin> bins, List<double> bounds, List<double> points)
    {
        foreach (ScorecardBin bin in bins)
        {
            if (bin.Kind != BinKind.Range) continue;
            if (!double.IsNegativeInfinity(bin.From)) bounds.Add(bin.From);
            points.Add(bin.Points);
        }
    }

    private static void AddCategories(Characteristic characteristic, List<double> points)
    {
        foreach (string category in ScorecardBinReader.CategoriesOf(characteristic.Feature))
        {
            ScorecardBin bin = characteristic.Bins.FirstOrDefault(bin => bin.Values.Contains(category))
                ?? characteristic.Bins.Single(bin => bin.Kind == BinKind.Otherwise);
            points.Add(bin.Points);
        }
    }

    private readonly record struct Lookup(
        int Slot, bool IsCategory, int FirstBound, int Bounds, int FirstPoint, int FirstSpecial, int Specials, double MissingPoints);
}
