using CreditDecision.Modeling.Fitting;

namespace CreditDecision.Modeling.Tests.Formats.Fuzzing;

/// <summary>Edits that know nothing of the format. Each takes bytes, another artifact of the corpus and dice, and gives new bytes.</summary>
internal static class ByteEdits
{
    private static readonly byte[] Notable = [0, 1, 0x7F, 0x80, 0xFF, (byte)'"', (byte)'{', (byte)'[', (byte)'<', (byte)'\n', (byte)'-'];

    internal static byte[] FlipBit(byte[] bytes, byte[] other, StableRandom dice) =>
        With(bytes, dice, (edited, place) => edited[place] ^= (byte)(1 << dice.NextBelow(8)));

    internal static byte[] SetByte(byte[] bytes, byte[] other, StableRandom dice) =>
        With(bytes, dice, (edited, place) => edited[place] = Notable[dice.NextBelow(Notable.Length)]);

    internal static byte[] Truncate(byte[] bytes, byte[] other, StableRandom dice) => bytes[..dice.NextBelow(bytes.Length + 1)];

    internal static byte[] Remove(byte[] bytes, byte[] other, StableRandom dice)
    {
        (int start, int length) = Span(bytes, dice);
        return [.. bytes[..start], .. bytes[(start + length)..]];
    }

    internal static byte[] Repeat(byte[] bytes, byte[] other, StableRandom dice)
    {
        (int start, int length) = Span(bytes, dice);
        int place = dice.NextBelow(bytes.Length + 1);
        return [.. bytes[..place], .. bytes.AsSpan(start, length), .. bytes[place..]];
    }

    internal static byte[] Swap(byte[] bytes, byte[] other, StableRandom dice)
    {
        (int first, int length) = Span(bytes, dice);
        int second = dice.NextBelow(bytes.Length - length + 1);
        byte[] edited = [.. bytes];
        bytes.AsSpan(second, length).CopyTo(edited.AsSpan(first));
        bytes.AsSpan(first, length).CopyTo(edited.AsSpan(second));
        return edited;
    }

    /// <summary>The start of one artifact and the end of another.</summary>
    internal static byte[] Splice(byte[] bytes, byte[] other, StableRandom dice) =>
        [.. bytes[..dice.NextBelow(bytes.Length + 1)], .. other[dice.NextBelow(other.Length)..]];

    internal static byte[] InsertAt(byte[] bytes, int place, ReadOnlySpan<byte> more) => [.. bytes[..place], .. more, .. bytes[place..]];

    private static byte[] With(byte[] bytes, StableRandom dice, Action<byte[], int> edit)
    {
        byte[] edited = [.. bytes];
        if (edited.Length > 0) edit(edited, dice.NextBelow(edited.Length));
        return edited;
    }

    // Mostly short: a long one rarely leaves anything to read.
    private static (int Start, int Length) Span(byte[] bytes, StableRandom dice)
    {
        int most = dice.NextChance(0.8) ? Math.Min(bytes.Length, 64) : bytes.Length;
        int length = dice.NextBelow(most + 1);
        return (dice.NextBelow(bytes.Length - length + 1), length);
    }
}
