using System.Numerics;
using System.Runtime.Intrinsics;

namespace CreditDecision.Core.Scoring.Trees;

/// <summary>Turns a row into the slots of a <see cref="SlotLayout"/>, eight columns at a time.</summary>
internal static class RowEncoder
{
    // Single-precision numbers of a 256-bit vector; twice those of double precision.
    public const int Lanes = 8;

    /// <summary>Takes the columns from the row, in single precision.</summary>
    /// <param name="values">As many as the columns, filled up to whole vectors.</param>
    public static void Take(ReadOnlySpan<double> row, ReadOnlySpan<int> columns, Span<float> values)
    {
        int done = 0;
        if (columns.Length == row.Length)
        {
            // Every input is compared, so that column and input are one.
            for (; done <= row.Length - Lanes; done += Lanes)
                Vector256.Narrow(Vector256.Create(row.Slice(done, Lanes / 2)), Vector256.Create(row.Slice(done + Lanes / 2, Lanes / 2)))
                    .CopyTo(values.Slice(done, Lanes));
        }
        for (int i = done; i < columns.Length; i++) values[i] = (float)row[columns[i]];
        values[columns.Length..].Clear();
    }

    /// <summary>Takes the columns from the row, in double precision.</summary>
    /// <param name="roundToSingle">Whether their values are those of single precision.</param>
    /// <param name="values">As many as the columns, filled up to whole vectors.</param>
    public static void Take(ReadOnlySpan<double> row, ReadOnlySpan<int> columns, bool roundToSingle, Span<double> values)
    {
        for (int i = 0; i < columns.Length; i++) values[i] = roundToSingle ? (float)row[columns[i]] : row[columns[i]];
        values[columns.Length..].Clear();
    }

    /// <summary>The slots of one missing rule.</summary>
    /// <param name="values">A multiple of <see cref="Lanes"/>.</param>
    /// <param name="slots">As long as <paramref name="values"/>.</param>
    public static void Encode<TKey, TFloat>(ReadOnlySpan<TFloat> values, MissingRule rule, Span<TKey> slots)
        where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
        where TFloat : unmanaged, IBinaryFloatingPointIeee754<TFloat>
    {
        TKey missing = rule.Test == MissingTest.NaNIsZero ? TKey.Zero : Way<TKey>(rule.GoesLeft);
        // Nothing is below -1 in size, and NaN is above nothing.
        double band = rule.Test == MissingTest.NaNOrZero ? TreeNode.ZeroBand : -1;
        Vector256<TFloat> bands = Vector256.Create(TFloat.CreateTruncating(band));
        for (int i = 0; i < values.Length; i += Vector256<TFloat>.Count)
        {
            Vector256<TFloat> value = Vector256.Create(values.Slice(i, Vector256<TFloat>.Count));
            Vector256<TKey> isPresent = Vector256.GreaterThan(Vector256.Abs(value), bands).As<TFloat, TKey>();
            // As OrderedKey.Of, where this is explained.
            Vector256<TKey> bits = (value + Vector256<TFloat>.Zero).As<TFloat, TKey>();
            Vector256<TKey> key = bits ^ (Vector256.LessThan(bits, Vector256<TKey>.Zero) & Vector256.Create(TKey.MaxValue));
            Vector256.ConditionalSelect(isPresent, key, Vector256.Create(missing)).CopyTo(slots.Slice(i, Vector256<TKey>.Count));
        }
    }

    internal static TKey Way<TKey>(bool left) where TKey : IMinMaxValue<TKey> => left ? TKey.MinValue : TKey.MaxValue;

    internal static bool GoesLeft(in SetTest test, double value, ReadOnlySpan<uint> set)
    {
        if (double.IsNaN(value))
        {
            if (test.Missing != MissingTest.NaNIsZero) return test.MissingGoesLeft;
            value = 0;
        }
        if (test.Missing == MissingTest.NaNOrZero && Math.Abs(value) <= TreeNode.ZeroBand) return test.MissingGoesLeft;
        return IsMember(value, test.CutsNegatives, set);
    }

    /// <param name="value">Not NaN.</param>
    internal static bool IsMember(double value, bool cutsNegatives, ReadOnlySpan<uint> set)
    {
        // The border of what a category can be: XGBoost's is the last whole number of single precision; no format of ours has more.
        if (value <= -1 || value >= 1 << 24 || (value < 0 && !cutsNegatives)) return false;
        int category = (int)value;
        return category >> 5 < set.Length && (set[category >> 5] >> (category & 31) & 1) != 0;
    }
}
