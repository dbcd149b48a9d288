using CreditDecision.Core.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Reference = MathNet.Numerics.SpecialFunctions;

namespace CreditDecision.Modeling.Tests.Statistics;

/// <summary>Beside a library that is not ours, and beside what the functions must be by themselves.</summary>
public sealed class SpecialFunctionTests
{
    private static readonly Gen<double> Shapes = Gen.Choose(1, 60).Select(tenths => Math.Pow(10, (tenths - 20) / 10.0));
    private static readonly Gen<double> Shares = Gen.Choose(1, 9_999).Select(share => share / 10_000.0);

    [Fact]
    public void Beta_and_gamma_are_those_of_the_library() => Prop.ForAll(
        (from a in Shapes from b in Shapes from x in Shares select (a, b, x)).ToArbitrary(),
        given => IsNear(Reference.GammaLn(given.a), SpecialFunctions.LogGamma(given.a), 1e-12, 1e-12)
            && IsNear(Reference.BetaRegularized(given.a, given.b, given.x), SpecialFunctions.Beta(given.x, given.a, given.b), 1e-9, 1e-11)
            && IsNear(Reference.GammaUpperRegularized(given.a, given.a * given.x * 2), SpecialFunctions.UpperGamma(given.a, given.a * given.x * 2), 1e-9, 1e-11))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Known_values()
    {
        Assert.Equal(Math.Log(24), SpecialFunctions.LogGamma(5), 1e-13);
        Assert.Equal(0.5 * Math.Log(Math.PI), SpecialFunctions.LogGamma(0.5), 1e-13);
        Assert.Equal(0.975, SpecialFunctions.Normal(1.959963984540054), 1e-14);
        // Far out, where 1 − P would be nothing.
        Assert.Equal(1, SpecialFunctions.NormalTail(10) / 7.619853024160527e-24, 1e-11);
        Assert.Equal(-2.3263478740408408, SpecialFunctions.NormalQuantile(0.01), 1e-13);
        Assert.Equal(18.307038053275146, SpecialFunctions.ChiSquareQuantile(0.95, 10), 1e-10);
        Assert.Equal(0.6875, SpecialFunctions.Beta(0.5, 2, 3), 1e-14);
        Assert.Equal((0, 1), (SpecialFunctions.Beta(0, 2, 3), SpecialFunctions.Beta(1, 2, 3)));
    }

    [Fact]
    public void Quantiles_undo_their_functions() => Prop.ForAll((from a in Shapes from b in Shapes from p in Shares select (a, b, p)).ToArbitrary(), given =>
    {
        double x = SpecialFunctions.BetaQuantile(given.p, given.a, given.b), z = SpecialFunctions.NormalQuantile(given.p);
        // Where the density is very steep the next number is already far.
        bool isBetween = SpecialFunctions.Beta(Math.BitDecrement(Math.Max(x, double.Epsilon)), given.a, given.b) <= given.p + 1e-9
            && SpecialFunctions.Beta(Math.Min(1, Math.BitIncrement(x)), given.a, given.b) >= given.p - 1e-9;
        return isBetween && Math.Abs(SpecialFunctions.Normal(z) - given.p) < 1e-13;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, 1, 0.5)]
    [InlineData(1, -1, 0.5)]
    [InlineData(1, 1, 1.5)]
    [InlineData(1, 1, double.NaN)]
    public void What_is_out_of_range_is_refused(double a, double b, double x) => Assert.ThrowsAny<ArgumentException>(() => SpecialFunctions.Beta(x, a, b));

    private static bool IsNear(double expected, double actual, double absolute, double relative) => Math.Abs(expected - actual) <= Math.Max(absolute, Math.Abs(expected) * relative);
}
