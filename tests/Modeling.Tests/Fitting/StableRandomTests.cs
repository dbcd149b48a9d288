using CreditDecision.Modeling.Fitting;

namespace CreditDecision.Modeling.Tests.Fitting;

public class StableRandomTests
{
    [Fact]
    public void The_numbers_are_those_of_the_published_generator()
    {
        var random = new StableRandom(0);
        Assert.Equal([0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F], new[] { random.NextBits(), random.NextBits(), random.NextBits() });
    }

    [Fact]
    public void Normals_have_mean_0_and_deviation_1_and_whole_numbers_stay_below_their_limit()
    {
        var random = new StableRandom(7);
        double[] normals = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextNormal())];
        Assert.Equal(0, normals.Average(), 0.02);
        Assert.Equal(1, normals.Average(value => value * value), 0.02);
        int[] wholes = [.. Enumerable.Range(0, 60_000).Select(_ => random.NextBelow(6))];
        Assert.All(wholes.CountBy(value => value), pair => Assert.InRange(pair.Value, 9_500, 10_500));
        Assert.Equal(6, wholes.Distinct().Count());
    }
}
