namespace CreditDecision.Service.Ledger.Packing;

/// <summary>
/// The bytes of a packed record: 0, the version of this form (1), the dictionary's id (16 bytes), and one Zstandard frame (RFC 8878) made with
/// that dictionary. No protobuf message begins with 0, so a record that was not packed tells itself by its first byte.
/// </summary>
internal static class PackedForm
{
    public const int HeaderLength = 2 + DictionaryId.Length;

    /// <summary>More than any record has: bytes that claim more are damaged, and must not take memory for what they claim.</summary>
    public const int MostPlainBytes = 8 * 1024 * 1024;

    private const byte Mark = 0, Version = 1;

    public static bool TryRead(ReadOnlySpan<byte> stored, out DictionaryId dictionary)
    {
        bool isPacked = stored.Length > HeaderLength && stored[0] == Mark && stored[1] == Version;
        dictionary = isPacked ? DictionaryId.Read(stored[2..]) : default;
        return isPacked;
    }

    public static void WriteHeader(Span<byte> to, DictionaryId dictionary)
    {
        (to[0], to[1]) = (Mark, Version);
        dictionary.Write(to[2..]);
    }
}
