using CreditDecision.Core.Expressions.Values;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Expressions.Values;

public class CelValueTests
{
    private static readonly CelValue[] Numbers =
    [
        CelValue.Int(0), CelValue.Int(-1), CelValue.Int(1), CelValue.Int(long.MaxValue), CelValue.Int(long.MinValue), CelValue.Uint(0), CelValue.Uint(1),
        CelValue.Uint(ulong.MaxValue), CelValue.Uint(1UL << 63), CelValue.Double(0), CelValue.Double(-0.0), CelValue.Double(1), CelValue.Double(-1),
        CelValue.Double(1.5), CelValue.Double(9_223_372_036_854_775_808.0), CelValue.Double(double.PositiveInfinity), CelValue.Double(double.NaN),
    ];

    private static bool AreEqual(CelValue left, CelValue right)
    {
        var budget = new Budget(1_000, 1_000);
        return CelEquality.AreEqual(left, right, ref budget);
    }

    public static TheoryData<int, int> PairsOfNumbers => [.. from left in Enumerable.Range(0, Numbers.Length) from right in Enumerable.Range(0, Numbers.Length) select (left, right)];

    [Theory]
    [MemberData(nameof(PairsOfNumbers))]
    public void Equality_order_and_hash_of_numbers_hold_together(int left, int right)
    {
        (CelValue first, CelValue second) = (Numbers[left], Numbers[right]);
        CelOrdering order = CelOrder.Compare(first, second), reverse = CelOrder.Compare(second, first);
        Assert.Equal(AreEqual(first, second), order == CelOrdering.Equal);
        Assert.Equal(reverse, order switch { CelOrdering.Less => CelOrdering.Greater, CelOrdering.Greater => CelOrdering.Less, _ => order });
        if (AreEqual(first, second)) Assert.Equal(CelKeyComparer.Instance.GetHashCode(first), CelKeyComparer.Instance.GetHashCode(second));
    }

    [Theory]
    [InlineData(9_007_199_254_740_993, 9_007_199_254_740_992.0, CelOrdering.Greater)]
    [InlineData(-9_007_199_254_740_993, -9_007_199_254_740_992.0, CelOrdering.Less)]
    [InlineData(9_007_199_254_740_992, 9_007_199_254_740_992.0, CelOrdering.Equal)]
    [InlineData(9_223_372_036_854_775_806, 9_223_372_036_854_775_808.0, CelOrdering.Less)]
    [InlineData(long.MaxValue, 9_223_372_036_854_775_808.0, CelOrdering.Equal)]
    [InlineData(long.MaxValue, 9_223_372_036_854_777_856.0, CelOrdering.Less)]
    [InlineData(long.MinValue, -9_223_372_036_854_775_808.0, CelOrdering.Equal)]
    [InlineData(long.MinValue, double.NegativeInfinity, CelOrdering.Greater)]
    public void An_integer_and_a_double_are_compared_exactly(long whole, double number, CelOrdering expected)
    {
        Assert.Equal(expected, CelOrder.Compare(CelValue.Int(whole), CelValue.Double(number)));
        Assert.Equal(expected == CelOrdering.Equal, AreEqual(CelValue.Double(number), CelValue.Int(whole)));
        if (whole > 0) Assert.Equal(whole == long.MaxValue ? CelOrdering.Less : expected, CelOrder.Compare(CelValue.Uint((ulong)whole), CelValue.Double(number)));
    }

    [Fact]
    public void A_map_finds_a_key_by_its_value_whatever_its_number_type() => Prop.ForAll<int, int>((key, count) =>
    {
        // From few entries, which are walked, to many, which are hashed.
        int size = Math.Abs(count % 40) + 1;
        CelMap map = Numbered(size, key);
        for (int i = 0; i < size; i++)
        {
            long wanted = (long)key + i;
            Assert.True(map.TryFind(CelValue.Double(wanted), out CelValue value) && value == CelValue.Int(i));
            Assert.True(map.Contains(CelValue.Int(wanted)));
            Assert.Equal(wanted >= 0, wanted >= 0 && map.Contains(CelValue.Uint((ulong)wanted)));
        }
        Assert.False(map.Contains(CelValue.Double(key + 0.5)));
        Assert.False(map.Contains(CelValue.String("0")));
        Assert.False(map.Contains(CelValue.Double(double.NaN)));
    }).QuickCheckThrowOnFailure();

    private static CelMap Numbered(int size, int first)
    {
        var map = new CelMap.Builder();
        for (int i = 0; i < size; i++) Assert.Equal(default, map.Add(CelValue.Int((long)first + i), CelValue.Int(i)));
        return map.Build();
    }

    [Fact]
    public void A_map_takes_no_key_twice_and_no_double()
    {
        var map = new CelMap.Builder();
        Assert.Equal(default, map.Add(CelValue.Int(1), CelValue.Null));
        Assert.Equal(CelErrorKind.RepeatedKey, map.Add(CelValue.Uint(1), CelValue.Null).AsError.Kind);
        Assert.Equal(CelErrorKind.NoSuchOverload, map.Add(CelValue.Double(2), CelValue.Null).AsError.Kind);
        Assert.Equal(1, map.Build().Count);
    }

    [Theory]
    [InlineData("a", "b", CelOrdering.Less)]
    [InlineData("a", "aa", CelOrdering.Less)]
    [InlineData("Z", "a", CelOrdering.Less)]
    [InlineData("\uFFFD", "😀", CelOrdering.Less)]
    [InlineData("😀", "😁", CelOrdering.Less)]
    [InlineData("你", "你", CelOrdering.Equal)]
    public void Texts_are_ordered_by_code_point(string left, string right, CelOrdering expected) =>
        Assert.Equal(expected, CelOrder.Compare(CelValue.String(left), CelValue.String(right)));

    [Fact]
    public void Lists_and_maps_are_equal_by_what_they_hold()
    {
        CelValue ints = CelValue.List(new CelList([CelValue.Int(1), CelValue.Int(2)])), doubles = CelValue.List(new CelList([CelValue.Double(1), CelValue.Double(2)]));
        CelValue undefined = CelValue.List(new CelList([CelValue.Double(double.NaN)]));
        Assert.True(AreEqual(ints, doubles));
        Assert.False(ints == doubles);
        Assert.False(AreEqual(undefined, undefined));
        Assert.True(undefined == CelValue.List(new CelList([CelValue.Double(double.NaN)])));
        Assert.False(AreEqual(ints, CelValue.Null));
    }

    [Fact]
    public void Comparing_lists_ends_when_the_budget_does()
    {
        CelValue list = CelValue.List(new CelList(Enumerable.Repeat(CelValue.Int(1), 10)));
        CelValue lists = CelValue.List(new CelList(Enumerable.Repeat(list, 10)));
        var budget = new Budget(109, 1_000);
        Assert.False(CelEquality.AreEqual(lists, lists, ref budget));
        Assert.True(budget.IsExceeded);
        budget = new Budget(110, 1_000);
        Assert.True(CelEquality.AreEqual(lists, lists, ref budget));
    }

    [Theory]
    [InlineData(0.0, "timestamp(\"1970-01-01T00:00:00Z\")")]
    [InlineData(-0.25, "timestamp(\"1969-12-31T23:59:59.75Z\")")]
    [InlineData(1e11, "timestamp(\"5138-11-16T09:46:40Z\")")]
    [InlineData(1e12, "the timestamp is out of range")]
    [InlineData(double.NegativeInfinity, "the timestamp is out of range")]
    public void A_slot_of_seconds_is_a_moment(double seconds, string expected) => Assert.Equal(expected, CelTime.TimestampOf(seconds).ToString());

    [Fact]
    public void A_written_moment_reads_back() => Prop.ForAll<long, int>((seconds, nanos) =>
    {
        CelValue moment = CelValue.Timestamp((Int128)(seconds % 200_000_000_000) * CelTime.NanosInSecond + Math.Abs((long)nanos % CelTime.NanosInSecond));
        if (moment.IsError) return;
        Assert.True(CelTime.TryReadTimestamp(CelTime.WriteTimestamp(moment), out CelValue read));
        Assert.Equal(moment, read);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_written_duration_reads_back() => Prop.ForAll<long>(nanos =>
    {
        CelValue duration = CelValue.Duration(nanos);
        Assert.True(CelTime.TryReadDuration(CelTime.WriteDuration(duration), out CelValue read));
        Assert.Equal(duration, read);
        Assert.Equal(nanos, duration.AsNanos);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("1h30m", 5_400_000_000_000)]
    [InlineData("-1.5s", -1_500_000_000)]
    [InlineData("+2us", 2_000)]
    [InlineData("1.000000001s", 1_000_000_001)]
    [InlineData(".5ms", 500_000)]
    [InlineData("0", 0)]
    public void Durations_are_read(string text, long nanos)
    {
        Assert.True(CelTime.TryReadDuration(text, out CelValue duration));
        Assert.Equal(CelValue.Duration(nanos), duration);
    }

    [Fact]
    public void The_display_of_what_holds_itself_many_times_ends()
    {
        CelValue list = CelValue.Int(1);
        for (int i = 0; i < 40; i++) list = CelValue.List(new CelList([list, list, list]));
        Assert.InRange(list.ToString().Length, 2_000, 4_000);
    }

    [Fact]
    public void Nothing_is_the_default_and_it_is_neither_true_nor_an_error()
    {
        CelValue none = default;
        Assert.Equal(CelKind.Unspecified, none.Kind);
        Assert.False(none.IsTrue || none.IsFalse || none.IsError);
    }
}
