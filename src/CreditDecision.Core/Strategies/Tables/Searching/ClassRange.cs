namespace CreditDecision.Core.Strategies.Tables.Searching;

/// <summary>The classes of a column from one to another, both inclusive.</summary>
internal readonly record struct ClassRange(int From, int To)
{
    public int Count => To - From + 1;
}

/// <summary>Sets of classes as sorted ranges that neither meet nor touch.</summary>
internal static class ClassSets
{
    public static ClassRange[] Of(List<ClassRange> ranges)
    {
        ranges.Sort((one, other) => one.From.CompareTo(other.From));
        var merged = new List<ClassRange>(ranges.Count);
        foreach (ClassRange range in ranges)
        {
            if (merged.Count > 0 && range.From <= merged[^1].To + 1) merged[^1] = merged[^1] with { To = Math.Max(merged[^1].To, range.To) };
            else merged.Add(range);
        }
        return [.. merged];
    }

    public static bool Has(ReadOnlySpan<ClassRange> set, int one)
    {
        foreach (ClassRange range in set)
            if (one >= range.From && one <= range.To) return true;
        return false;
    }

    /// <summary>The smallest class that both have, or -1.</summary>
    public static int FirstCommon(ReadOnlySpan<ClassRange> one, ReadOnlySpan<ClassRange> other)
    {
        int i = 0, j = 0;
        while (i < one.Length && j < other.Length)
        {
            int from = Math.Max(one[i].From, other[j].From);
            if (from <= Math.Min(one[i].To, other[j].To)) return from;
            if (one[i].To < other[j].To) i++;
            else j++;
        }
        return -1;
    }

    public static ClassRange[] Common(ReadOnlySpan<ClassRange> one, ReadOnlySpan<ClassRange> other)
    {
        var common = new List<ClassRange>();
        int i = 0, j = 0;
        while (i < one.Length && j < other.Length)
        {
            int from = Math.Max(one[i].From, other[j].From);
            int to = Math.Min(one[i].To, other[j].To);
            if (from <= to) common.Add(new ClassRange(from, to));
            if (one[i].To < other[j].To) i++;
            else j++;
        }
        return [.. common];
    }

    public static bool Contains(ReadOnlySpan<ClassRange> outer, ReadOnlySpan<ClassRange> inner)
    {
        int i = 0;
        foreach (ClassRange range in inner)
        {
            while (i < outer.Length && outer[i].To < range.From) i++;
            if (i == outer.Length || outer[i].From > range.From || outer[i].To < range.To) return false;
        }
        return true;
    }

    public static int Count(ReadOnlySpan<ClassRange> set)
    {
        int count = 0;
        foreach (ClassRange range in set) count += range.Count;
        return count;
    }
}
