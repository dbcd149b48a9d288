using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Compiled;

internal sealed class NumberSlot(int slot, CelValue missing) : NumberCode
{
    public int Slot { get; } = slot;

    public CelValue Missing { get; } = missing;

    public override bool TryNumber(ref Evaluation evaluation, out double number)
    {
        number = evaluation.Slots[Slot];
        if (!double.IsNaN(number)) return true;
        evaluation.Error = Missing;
        return false;
    }
}

internal sealed class FlagSlot(int slot, CelValue missing) : TruthCode, ISlotTests
{
    public IEnumerable<SlotTest> Tests => [SlotTest.Of<Different>(slot, 0)];

    public override Answer Ask(ref Evaluation evaluation)
    {
        double flag = evaluation.Slots[slot];
        if (!double.IsNaN(flag)) return Of(flag != 0);
        evaluation.Error = missing;
        return Answer.Unspecified;
    }
}

internal sealed class CategorySlot(Variable variable, CelValue missing) : Code
{
    private readonly CelValue[] _categories = [.. variable.Categories.Select(CelValue.String)];

    public int Slot { get; } = variable.Index;

    public IReadOnlyList<string> Categories { get; } = variable.Categories;

    public CelValue Missing { get; } = missing;

    public override CelValue Value(ref Evaluation evaluation)
    {
        double category = evaluation.Slots[Slot];
        return double.IsNaN(category) ? Missing : _categories[(int)category];
    }
}

internal sealed class MomentSlot(int slot, CelValue missing) : Code
{
    public override CelValue Value(ref Evaluation evaluation)
    {
        double seconds = evaluation.Slots[slot];
        return double.IsNaN(seconds) ? missing : CelTime.TimestampOf(seconds);
    }
}

internal sealed class GivenCode(int index, CelValue missing) : Code
{
    public override CelValue Value(ref Evaluation evaluation)
    {
        CelValue value = evaluation.Given[index];
        return value.Kind == CelKind.Unspecified ? missing : value;
    }
}

/// <summary><c>has(name)</c> of a variable in a slot.</summary>
internal sealed class SlotPresence(int slot) : TruthCode, ISlotTests
{
    public IEnumerable<SlotTest> Tests => [SlotTest.Presence(slot)];

    public override Answer Ask(ref Evaluation evaluation) => Of(!double.IsNaN(evaluation.Slots[slot]));
}

/// <summary><c>has(name)</c> of a variable given beside the slots.</summary>
internal sealed class GivenPresence(int index) : TruthCode
{
    public override Answer Ask(ref Evaluation evaluation) => Of(evaluation.Given[index].Kind != CelKind.Unspecified);
}

/// <summary>A variable of a macro.</summary>
internal sealed class LocalCode(int index) : Code
{
    public override CelValue Value(ref Evaluation evaluation) => evaluation.Locals[index];
}
