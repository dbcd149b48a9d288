using CreditDecision.Core.Values;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Values;

public sealed class RatesAndProbabilitiesTests
{
    [Theory]
    [InlineData(0, "0.00%")]
    [InlineData(1485, "14.85%")]
    [InlineData(-5, "-0.05%")]
    public void A_rate_is_written_as_a_percentage(int bps, string text) => Assert.Equal(text, new BasisPoints(bps).ToString());

    [Fact]
    public void Rates_overflow_loudly()
    {
        Assert.Throws<OverflowException>(() => new BasisPoints(int.MaxValue) + new BasisPoints(1));
        Assert.Throws<OverflowException>(() => new BasisPoints(int.MinValue) - new BasisPoints(1));
    }

    [Fact]
    public void A_rate_is_a_ten_thousandth_each() => Assert.Equal(0.1485, new BasisPoints(1485).Fraction);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-double.Epsilon)]
    [InlineData(1.0000000000000002)]
    public void What_is_no_probability_is_refused(double value)
    {
        Assert.False(Probability.TryCreate(value, out Probability probability));
        Assert.Equal(1, probability.Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => Probability.Of(value));
    }

    [Fact]
    public void A_probability_keeps_every_bit() =>
        Prop.ForAll(Draw.Long(0, BitConverter.DoubleToInt64Bits(1.0)).ToArbitrary(), bits =>
        {
            double value = BitConverter.Int64BitsToDouble(bits);
            return Probability.TryCreate(value, out Probability probability) && probability.Value.Equals(value);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_probability_that_nobody_set_is_the_certain_bad_event()
    {
        Assert.Equal(1, default(Probability).Value);
        Assert.Equal(Probability.One, Probability.Of(1));
    }

    [Fact]
    public void Minus_zero_is_zero() => Assert.Equal(Probability.Zero, Probability.Of(-0.0));

    [Fact]
    public void Order_is_that_of_the_numbers() =>
        Prop.ForAll(Unit, Unit, (x, y) =>
        {
            (Probability a, Probability b) = (Probability.Of(x), Probability.Of(y));
            return (a < b) == (x < y) && (a <= b) == (x <= y) && (a > b) == (x > y) && (a >= b) == (x >= y) && a.CompareTo(b) == x.CompareTo(y);
        }).QuickCheckThrowOnFailure();

    private static readonly Arbitrary<double> Unit = Gen.Choose(0, 20).Select(twentieths => twentieths / 20.0).ToArbitrary();
}
