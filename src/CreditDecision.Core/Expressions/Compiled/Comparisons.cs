using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Compiled;

/// <summary>How two doubles are compared; a NaN is different from everything and has no order.</summary>
internal interface IComparison
{
    /// <summary>Asks which is less, not only whether they are the same.</summary>
    static abstract bool Orders { get; }

    static abstract bool Holds(double left, double right);
}

internal readonly struct Same : IComparison
{
    public static bool Orders => false;

    public static bool Holds(double left, double right) => left == right;
}

internal readonly struct Different : IComparison
{
    public static bool Orders => false;

    public static bool Holds(double left, double right) => left != right;
}

internal readonly struct Less : IComparison
{
    public static bool Orders => true;

    public static bool Holds(double left, double right) => left < right;
}

internal readonly struct LessOrEqual : IComparison
{
    public static bool Orders => true;

    public static bool Holds(double left, double right) => left <= right;
}

internal readonly struct Greater : IComparison
{
    public static bool Orders => true;

    public static bool Holds(double left, double right) => left > right;
}

internal readonly struct GreaterOrEqual : IComparison
{
    public static bool Orders => true;

    public static bool Holds(double left, double right) => left >= right;
}

/// <summary>A number's slot against a constant that is a number: the commonest condition of all.</summary>
internal sealed class SlotComparison<T>(NumberSlot left, double right) : TruthCode, ISlotTests where T : struct, IComparison
{
    private readonly int _slot = left.Slot;
    private readonly CelValue _missing = left.Missing;

    public IEnumerable<SlotTest> Tests => [SlotTest.Of<T>(_slot, right)];

    public override Answer Ask(ref Evaluation evaluation)
    {
        double number = evaluation.Slots[_slot];
        if (!double.IsNaN(number)) return Of(T.Holds(number, right));
        evaluation.Error = _missing;
        return Answer.Unspecified;
    }
}

internal sealed class NumberComparison<T>(Code left, Code right) : TruthCode where T : struct, IComparison
{
    public override Answer Ask(ref Evaluation evaluation)
    {
        if (!left.TryNumber(ref evaluation, out double first) || !right.TryNumber(ref evaluation, out double second)) return Answer.Unspecified;
        if (!T.Orders || !(double.IsNaN(first) || double.IsNaN(second))) return Of(T.Holds(first, second));
        evaluation.Error = CelErrors.Unordered;
        return Answer.Unspecified;
    }
}

/// <summary>Makes the code that compares two numbers of which at least one is a double.</summary>
internal static class Comparison
{
    public static Code? Of(string function, Code left, Code right) => function switch
    {
        "_==_" => Of<Same, Same>(left, right),
        "_!=_" => Of<Different, Different>(left, right),
        "_<_" => Of<Less, Greater>(left, right),
        "_<=_" => Of<LessOrEqual, GreaterOrEqual>(left, right),
        "_>_" => Of<Greater, Less>(left, right),
        "_>=_" => Of<GreaterOrEqual, LessOrEqual>(left, right),
        _ => null,
    };

    private static TruthCode Of<TComparison, TReversed>(Code left, Code right)
        where TComparison : struct, IComparison where TReversed : struct, IComparison => (left, right) switch
        {
            (NumberSlot slot, ConstantCode { IsFree: true, IsNumber: true } constant) => new SlotComparison<TComparison>(slot, constant.Constant.AsDouble),
            (ConstantCode { IsFree: true, IsNumber: true } constant, NumberSlot slot) => new SlotComparison<TReversed>(slot, constant.Constant.AsDouble),
            _ => new NumberComparison<TComparison>(left, right),
        };
}
