using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Compiled;

/// <summary>A category against a text: by index, no text is read.</summary>
internal sealed class CategoryComparison(CategorySlot category, string text, bool equal) : TruthCode, ISlotTests
{
    private readonly int _slot = category.Slot;
    private readonly CelValue _missing = category.Missing;
    // None of the indexes where the text is no category.
    private readonly double _index = CategorySet.IndexOf(category.Categories, text);

    public IEnumerable<SlotTest> Tests => [equal ? SlotTest.Of<Same>(_slot, _index) : SlotTest.Of<Different>(_slot, _index)];

    public override Answer Ask(ref Evaluation evaluation)
    {
        double index = evaluation.Slots[_slot];
        if (!double.IsNaN(index)) return Of(index == _index == equal);
        evaluation.Error = _missing;
        return Answer.Unspecified;
    }
}

/// <summary>A category in a list of texts: one bit of a set.</summary>
internal sealed class CategorySet : TruthCode, ISlotTests
{
    private const int Bits = 64;

    private readonly int _slot;
    private readonly CelValue _missing;
    private readonly int _charge;
    private readonly ulong[] _words;

    public CategorySet(CategorySlot category, CelList list)
    {
        (_slot, _missing, _charge) = (category.Slot, category.Missing, list.Count);
        _words = new ulong[category.Categories.Count / Bits + 1];
        foreach (CelValue element in list.Elements)
            if (element.Kind == CelKind.String && IndexOf(category.Categories, element.AsString) is >= 0 and var index)
                _words[index / Bits] |= 1UL << index;
    }

    public IEnumerable<SlotTest> Tests =>
        Enumerable.Range(0, _words.Length * Bits).Where(IsIn).Select(index => SlotTest.Of<Same>(_slot, index)).DefaultIfEmpty(SlotTest.Of<Same>(_slot, -1));

    public static int IndexOf(IReadOnlyList<string> categories, string text)
    {
        for (int i = 0; i < categories.Count; i++)
            if (string.Equals(categories[i], text, StringComparison.Ordinal)) return i;
        return -1;
    }

    public override Answer Ask(ref Evaluation evaluation)
    {
        double category = evaluation.Slots[_slot];
        if (double.IsNaN(category))
        {
            evaluation.Error = _missing;
            return Answer.Unspecified;
        }
        evaluation.Budget.Charge(_charge);
        return Of(IsIn((int)category));
    }

    private bool IsIn(int index) => (_words[index / Bits] >> index & 1) != 0;
}

/// <summary>A double in a list of constants, of which only numbers that a double tells exactly can equal it.</summary>
internal sealed class NumberSet(Code number, CelList list) : TruthCode
{
    private readonly double[] _numbers = [.. list.Elements.ToArray().Where(element => element.IsNumber && CelOrder.IsExactAsDouble(element)).Select(CelOrder.ToDouble)];
    private readonly int _charge = list.Count;

    public override Answer Ask(ref Evaluation evaluation)
    {
        if (!number.TryNumber(ref evaluation, out double wanted)) return Answer.Unspecified;
        evaluation.Budget.Charge(_charge);
        // By hand: a search for a NaN in a span would find one, and a NaN equals nothing.
        foreach (double one in _numbers)
            if (one == wanted) return Answer.Yes;
        return Answer.No;
    }
}
