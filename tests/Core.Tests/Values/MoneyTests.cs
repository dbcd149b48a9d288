using System.Numerics;
using CreditDecision.Core.Values;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Values;

public sealed class MoneyTests
{
    private static readonly Arbitrary<long> AnyFen = Gen.OneOf(
        Draw.Long(-1_000_000, 1_000_000), Draw.Long(long.MinValue, long.MaxValue), Gen.Elements(long.MinValue, 0, long.MaxValue)).ToArbitrary();

    [Theory]
    [InlineData(0, "¥0.00")]
    [InlineData(5, "¥0.05")]
    [InlineData(-5, "-¥0.05")]
    [InlineData(123_456, "¥1,234.56")]
    [InlineData(20_000_000, "¥200,000.00")]
    [InlineData(long.MinValue, "-¥92,233,720,368,547,758.08")]
    public void Is_written_as_people_write_it(long fen, string text) => Assert.Equal(text, Money.FromFen(fen).ToString());

    [Fact]
    public void The_default_is_zero() => Assert.Equal(Money.Zero, default);

    [Fact]
    public void A_sum_is_the_exact_one_or_overflows() =>
        Prop.ForAll(AnyFen, AnyFen, (a, b) => IsExactOrOverflows((BigInteger)a + b, () => Money.FromFen(a) + Money.FromFen(b))
            && IsExactOrOverflows((BigInteger)a - b, () => Money.FromFen(a) - Money.FromFen(b))
            && IsExactOrOverflows((BigInteger)a * b, () => Money.FromFen(a) * b)
            && IsExactOrOverflows((BigInteger)a * 100, () => Money.FromYuan(a))).QuickCheckThrowOnFailure();

    [Fact]
    public void Rounding_down_gives_the_largest_multiple_not_above() =>
        Prop.ForAll(Draw.Long(-10_000_000, 10_000_000).ToArbitrary(), Draw.Long(1, 20_000).ToArbitrary(), (fen, step) =>
        {
            long rounded = Money.FromFen(fen).RoundDownTo(Money.FromFen(step)).Fen;
            return rounded % step == 0 && rounded <= fen && rounded + step > fen;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Rounding_to_a_step_that_is_not_positive_is_a_bug() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Money.FromYuan(1).RoundDownTo(Money.Zero));

    [Fact]
    public void A_share_is_rounded_down_or_half_up_exactly() =>
        Prop.ForAll(Draw.Long(-1_000_000_000_000, 1_000_000_000_000).ToArbitrary(), Gen.Choose(-30_000, 30_000).ToArbitrary(), (fen, bps) =>
        {
            // Compared times 10,000, in which unit the exact share is whole.
            BigInteger exact = (BigInteger)fen * bps;
            BigInteger down = (BigInteger)Money.FromFen(fen).ShareRoundedDown(new BasisPoints(bps)).Fen * 10_000;
            BigInteger nearest = (BigInteger)Money.FromFen(fen).ShareRoundedHalfUp(new BasisPoints(bps)).Fen * 10_000;
            return down <= exact && exact < down + 10_000 && nearest - 5_000 <= exact && exact < nearest + 5_000;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1, 5_000, 0, 1)] // half a fen
    [InlineData(-1, 5_000, -1, 0)]
    [InlineData(10_000, 1_485, 1_485, 1_485)]
    [InlineData(long.MaxValue, 10_000, long.MaxValue, long.MaxValue)]
    public void A_share_at_its_edges(long fen, int bps, long down, long halfUp)
    {
        Assert.Equal(down, Money.FromFen(fen).ShareRoundedDown(new BasisPoints(bps)).Fen);
        Assert.Equal(halfUp, Money.FromFen(fen).ShareRoundedHalfUp(new BasisPoints(bps)).Fen);
    }

    [Fact]
    public void Order_is_that_of_the_fen() =>
        Prop.ForAll(AnyFen, AnyFen, (x, y) =>
        {
            (Money a, Money b) = (Money.FromFen(x), Money.FromFen(y));
            return (a < b) == (x < y) && (a <= b) == (x <= y) && (a > b) == (x > y) && (a >= b) == (x >= y)
                && Math.Sign(a.CompareTo(b)) == x.CompareTo(y)
                && Money.Min(a, b).Fen == Math.Min(x, y) && Money.Max(a, b).Fen == Math.Max(x, y);
        }).QuickCheckThrowOnFailure();

    private static bool IsExactOrOverflows(BigInteger exact, Func<Money> actual)
    {
        if (exact >= long.MinValue && exact <= long.MaxValue) return actual().Fen == (long)exact;
        Assert.Throws<OverflowException>(() => actual());
        return true;
    }
}
