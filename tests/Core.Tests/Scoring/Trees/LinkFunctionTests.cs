using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Core.Tests.Scoring.Trees;

public sealed class LinkFunctionTests
{
    // What C's log1p(exp(m)) gives.
    [Theory]
    [InlineData(-1000, 0)]
    [InlineData(-40, 4.248354255291589e-18)]
    [InlineData(-20, 2.061153620314381e-09)]
    [InlineData(0, 0.6931471805599453)]
    [InlineData(3, 3.048587351573742)]
    [InlineData(800, double.PositiveInfinity)]
    public void Softplus_keeps_the_digits_of_small_values(double margin, double expected)
    {
        double[] values = [margin];
        new LinkFunction(Link.Softplus, FloatPrecision.Binary64).Apply(values);

        Assert.Equal(expected, values[0], double.IsFinite(expected) ? 4e-16 * expected : 0);
    }
}
