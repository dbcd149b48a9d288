using CreditDecision.Modeling.Fitting;

namespace CreditDecision.Modeling.Tests.Formats.Fuzzing;

/// <summary>Makes mutants of artifacts. The same seed and index always give the same bytes.</summary>
internal sealed class Mutator(byte[][] corpus, bool isText, long seed)
{
    // Spans that are doubled again and again stay within this.
    private const int MostBytes = 1 << 20;

    private static readonly Edit[] Anywhere =
        [ByteEdits.FlipBit, ByteEdits.SetByte, ByteEdits.Truncate, ByteEdits.Remove, ByteEdits.Repeat, ByteEdits.Swap, ByteEdits.Splice];

    private static readonly Edit[] InText =
        [TextEdits.SwapNumber, TextEdits.SwapNumber, TextEdits.SwapNumber, TextEdits.SwapWord, TextEdits.RemoveLine, TextEdits.RepeatLine, TextEdits.Nest, TextEdits.Insert];

    private static readonly Edit[] InBinary =
        [BinaryEdits.SetInteger, BinaryEdits.SetInteger, BinaryEdits.SetFloat, BinaryEdits.SetVarint, BinaryEdits.Insert, BinaryEdits.Nest];

    private delegate byte[] Edit(byte[] bytes, byte[] other, StableRandom dice);

    private readonly Edit[] _own = isText ? InText : InBinary;

    internal byte[] Mutant(int index)
    {
        var dice = new StableRandom(unchecked(seed * 1_000_003 + index));
        byte[] bytes = Any(dice);
        do
        {
            Edit[] edits = dice.NextChance(0.6) ? _own : Anywhere;
            byte[] edited = edits[dice.NextBelow(edits.Length)](bytes, Any(dice), dice);
            if (edited.Length <= MostBytes) bytes = edited;
        }
        while (dice.NextChance(0.4));
        return bytes;
    }

    private byte[] Any(StableRandom dice) => corpus[dice.NextBelow(corpus.Length)];
}
