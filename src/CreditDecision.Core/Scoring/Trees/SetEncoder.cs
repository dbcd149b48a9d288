using System.Collections.Immutable;
using System.Numerics;

namespace CreditDecision.Core.Scoring.Trees;

/// <summary>
/// Fills the slots of the set tests. A library writes a set for each split, so that a model with categories has thousands; what all tests
/// of one input say to one category is worked out once, when the model is compiled, and only copied for a row.
/// </summary>
internal sealed class SetEncoder<TKey> where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
{
    // 16 or 32 MiB, by the width of a key. Inputs of very many categories or tests that do not fit are asked test by test.
    private const int MostKeys = 1 << 22;

    // Lines of a table: of a missing value, of whole numbers that no set of the input reaches, then of each category.
    private const int Missing = 0, Beyond = 1, FirstCategory = 2;

    private readonly SetTest[] _tests;
    private readonly IReadOnlyList<ImmutableArray<uint>> _sets;
    private readonly bool _roundsToSingle;
    private readonly Group[] _groups;

    /// <param name="tests">Those of one input stand together.</param>
    public SetEncoder(ImmutableArray<SetTest> tests, IReadOnlyList<ImmutableArray<uint>> sets, bool roundsToSingle)
    {
        (_tests, _sets, _roundsToSingle) = ([.. tests], sets, roundsToSingle);
        var groups = new List<Group>();
        int room = MostKeys;
        for (int first = 0, end; first < _tests.Length; first = end)
        {
            for (end = first + 1; end < _tests.Length && _tests[end].Input == _tests[first].Input; end++) { }
            Group group = GroupOf(first, end - first, room);
            room -= group.Table.Length;
            groups.Add(group);
        }
        _groups = [.. groups];
    }

    /// <param name="slots">One for each test.</param>
    public void Encode(ReadOnlySpan<double> row, Span<TKey> slots)
    {
        foreach (ref readonly Group group in _groups.AsSpan())
        {
            double value = row[group.Input];
            if (_roundsToSingle) value = (float)value;
            Span<TKey> own = slots.Slice(group.First, group.Count);
            if (LineOf(value, group.Categories) is >= 0 and var line) group.Table.AsSpan(line * group.Count, group.Count).CopyTo(own);
            else Ask(group.First, value, own);
        }
    }

    // -1 where no line holds the value: fractions and negative numbers, which are no categories, and inputs without a table.
    private static int LineOf(double value, int categories)
    {
        if (categories == 0) return -1;
        if (double.IsNaN(value)) return Missing;
        if (value < 0 || value != Math.Floor(value)) return -1;
        return value < categories ? FirstCategory + (int)value : Beyond;
    }

    private Group GroupOf(int first, int count, int room)
    {
        int categories = 1;
        for (int i = first; i < first + count; i++) categories = Math.Max(categories, 32 * _sets[_tests[i].Set].Length);
        long keys = (long)(FirstCategory + categories) * count;
        if (keys > room) return new Group(_tests[first].Input, first, count, 0, []);
        var table = new TKey[keys];
        Ask(first, double.NaN, table.AsSpan(Missing * count, count));
        Ask(first, categories, table.AsSpan(Beyond * count, count));
        for (int category = 0; category < categories; category++) Ask(first, category, table.AsSpan((FirstCategory + category) * count, count));
        return new Group(_tests[first].Input, first, count, categories, table);
    }

    private void Ask(int first, double value, Span<TKey> slots)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            ref readonly SetTest test = ref _tests[first + i];
            slots[i] = RowEncoder.Way<TKey>(RowEncoder.GoesLeft(test, value, _sets[test.Set].AsSpan()));
        }
    }

    /// <param name="Categories">0 where there is no table.</param>
    /// <param name="Table">A key for each test, line after line.</param>
    private readonly record struct Group(int Input, int First, int Count, int Categories, TKey[] Table);
}
