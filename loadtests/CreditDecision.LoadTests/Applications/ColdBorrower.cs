using CreditDecision.Core.Values;

namespace CreditDecision.LoadTests.Applications;

/// <summary>Makes another person of one in an application: the same day and place of birth, another sequence number.</summary>
internal static class ColdBorrower
{
    public const int IdLetters = 18;

    private const int SequenceAt = 14, SequenceDigits = 3, Sequences = 1_000;

    /// <param name="id">An identity number in ASCII; gets another sequence number and the check character that fits.</param>
    /// <param name="number">Of the application. Numbers that follow each other give different people.</param>
    public static void Make(Span<byte> id, long number)
    {
        // A prime, so that likenesses of one person are spread over all sequence numbers.
        int sequence = (int)((ulong)number * 379 % Sequences);
        for (int i = SequenceDigits - 1; i >= 0; i--, sequence /= 10) id[SequenceAt + i] = (byte)('0' + sequence % 10);
        Span<char> first = stackalloc char[IdLetters - 1];
        for (int i = 0; i < first.Length; i++) first[i] = (char)id[i];
        id[^1] = (byte)ResidentId.CheckCharacter(first);
    }
}
