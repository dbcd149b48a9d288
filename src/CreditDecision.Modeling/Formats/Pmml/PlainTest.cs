using System.Collections.Immutable;
using CreditDecision.Core.Scoring.Programs;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>A predicate as the tree engine tests it.</summary>
/// <param name="Members">Numbers of texts, ascending; empty for a comparison.</param>
/// <param name="LeftMeets">Whether what goes left meets the predicate.</param>
internal readonly record struct PlainTest(int Slot, SplitTest Test, double Threshold, IReadOnlyList<double> Members, bool LeftMeets)
{
    /// <summary>Null for a predicate of another kind. Equality is one of texts only: the engine's sets hold whole numbers.</summary>
    internal static PlainTest? Of(Predicate predicate, PmmlProgram program) => predicate switch
    {
        Comparison { Relation: Relation.Less or Relation.AtLeast } test =>
            new PlainTest(test.Slot, SplitTest.Below, test.Constant, [], test.Relation == Relation.Less),
        Comparison { Relation: Relation.AtMost or Relation.Greater } test =>
            new PlainTest(test.Slot, SplitTest.AtMost, test.Constant, [], test.Relation == Relation.AtMost),
        Comparison test when IsText(test.Slot, program) =>
            new PlainTest(test.Slot, SplitTest.InSet, 0, [test.Constant], test.Relation == Relation.Equal),
        Membership { Members.Count: > 0 } test when IsText(test.Slot, program) =>
            new PlainTest(test.Slot, SplitTest.InSet, 0, test.Members, test.Expected),
        _ => null,
    };

    internal bool IsOppositeOf(PlainTest other) =>
        Slot == other.Slot && Test == other.Test && Threshold == other.Threshold && LeftMeets != other.LeftMeets && Members.SequenceEqual(other.Members);

    /// <summary>Of its set.</summary>
    internal int Words => Members.Count == 0 ? 0 : ((int)Members[^1] >> 5) + 1;

    internal ImmutableArray<uint> Bits()
    {
        uint[] words = new uint[Words];
        foreach (double member in Members) words[(int)member >> 5] |= 1u << ((int)member & 31);
        return ImmutableArray.Create(words);
    }

    private static bool IsText(int slot, PmmlProgram program) => program.FieldAt(slot) is { IsText: true };
}
