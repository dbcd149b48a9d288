namespace CreditDecision.Modeling.Fitting;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014): the same seed gives the same numbers on every machine and in every version of .NET, which
/// System.Random does not promise. Not for secrets.
/// </summary>
public sealed class StableRandom(long seed)
{
    private ulong _state = unchecked((ulong)seed);
    private double _spare = double.NaN;

    public ulong NextBits()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>In [0, 1), in steps of 2⁻⁵³.</summary>
    public double NextUnit() => (NextBits() >> 11) * (1.0 / (1L << 53));

    /// <summary>From 0 up to but not including <paramref name="below"/>.</summary>
    public int NextBelow(int below) => (int)Math.BigMul(NextBits(), (ulong)below, out _);

    public bool NextChance(double probability) => NextUnit() < probability;

    /// <summary>Standard normal, by the polar method of Marsaglia.</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(_spare))
        {
            (double kept, _spare) = (_spare, double.NaN);
            return kept;
        }
        double x, y, square;
        do
        {
            (x, y) = (2 * NextUnit() - 1, 2 * NextUnit() - 1);
            square = x * x + y * y;
        }
        while (square is >= 1 or 0);
        double factor = Math.Sqrt(-2 * Math.Log(square) / square);
        _spare = y * factor;
        return x * factor;
    }

    public void Shuffle(Span<int> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextBelow(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
