using CreditDecision.Modeling.Fitting;

namespace CreditDecision.Modeling.Populations;

/// <summary>The distributions that the population is drawn from.</summary>
internal sealed class Dice(long seed)
{
    private readonly StableRandom _random = new(seed);

    /// <summary>Dice of one row: rows do not depend on each other's draws, so a change to one kind of applicant leaves the others as they were.</summary>
    internal static Dice OfRow(long seed, long row) => new((long)new StableRandom(seed ^ (row * 0x5851F42D4C957F2D)).NextBits());

    internal double Unit() => _random.NextUnit();

    internal int Below(int limit) => _random.NextBelow(limit);

    internal bool Chance(double probability) => _random.NextChance(probability);

    internal double Normal(double mean, double deviation) => mean + deviation * _random.NextNormal();

    internal double LogNormal(double median, double deviation) => median * Math.Exp(Normal(0, deviation));

    internal double Exponential(double mean) => -mean * Math.Log(1 - Unit());

    /// <summary>By Knuth's product method, for small means only.</summary>
    internal int Poisson(double mean)
    {
        double limit = Math.Exp(-Math.Min(mean, 20)), product = Unit();
        int count = 0;
        for (; product > limit; count++) product *= Unit();
        return count;
    }

    /// <summary>A number of [0, 1] around a mean, by a logit that is normal.</summary>
    internal double Share(double logit, double deviation) => Logistic(Normal(logit, deviation));

    /// <param name="weighted">Weights need not add up to anything.</param>
    internal T Pick<T>(ReadOnlySpan<(T Value, double Weight)> weighted)
    {
        double all = 0;
        foreach ((_, double weight) in weighted) all += weight;
        double left = Unit() * all;
        foreach ((T value, double weight) in weighted)
        {
            if (left < weight) return value;
            left -= weight;
        }
        return weighted[^1].Value;
    }

    internal static double Logistic(double logit) => 1 / (1 + Math.Exp(-logit));
}
