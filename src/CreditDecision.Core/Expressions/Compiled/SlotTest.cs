namespace CreditDecision.Core.Expressions.Compiled;

/// <summary>What a condition says of one slot, by how what stands there is to a bound.</summary>
/// <param name="Bound">No NaN.</param>
/// <param name="Missing">Where nothing stands there.</param>
internal readonly record struct SlotTest(int Slot, double Bound, Answer Less, Answer Same, Answer More, Answer Missing)
{
    /// <summary>Has no answer where nothing stands there.</summary>
    public static SlotTest Of<T>(int slot, double bound) where T : struct, IComparison =>
        new(slot, bound, Say(T.Holds(0, 1)), Say(T.Holds(0, 0)), Say(T.Holds(1, 0)), Answer.Unspecified);

    /// <summary>Whether anything stands there.</summary>
    public static SlotTest Presence(int slot) => new(slot, 0, Answer.Yes, Answer.Yes, Answer.Yes, Answer.No);

    private static Answer Say(bool holds) => holds ? Answer.Yes : Answer.No;
}

/// <summary>Code that says no more than tests of slots do.</summary>
internal interface ISlotTests
{
    /// <summary>It holds where one of them does, and surely does not where none does.</summary>
    IEnumerable<SlotTest> Tests { get; }
}
