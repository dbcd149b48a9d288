using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using CreditDecision.Service.Ledger;
using Google.Protobuf;

namespace CreditDecision.Service.Decisions;

/// <summary>
/// Where the next page starts, bound to the filters: a token used with other filters would silently skip some. It is opaque to
/// callers but no secret; whoever may list may list any page.
/// </summary>
internal static class PageToken
{
    private const int PositionBytes = 16;
    private const int FilterBytes = 8;

    /// <param name="request">With fields <c>page_token</c> and <c>page_size</c>; all others are filters.</param>
    public static string Write(LedgerPosition position, IMessage request)
    {
        Span<byte> token = stackalloc byte[PositionBytes + FilterBytes];
        BinaryPrimitives.WriteInt64BigEndian(token, position.DecidedAtMicroseconds);
        BinaryPrimitives.WriteInt64BigEndian(token[8..], position.Sequence);
        Filters(request).CopyTo(token[PositionBytes..]);
        return Base64Url.EncodeToString(token);
    }

    public static bool TryRead(string text, IMessage request, out LedgerPosition position)
    {
        Span<byte> token = stackalloc byte[PositionBytes + FilterBytes];
        position = default;
        if (text.Length > 64 || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, token, out int written) || written != token.Length) return false;
        position = new LedgerPosition(BinaryPrimitives.ReadInt64BigEndian(token), BinaryPrimitives.ReadInt64BigEndian(token[8..]));
        return token[PositionBytes..].SequenceEqual(Filters(request));
    }

    private static ReadOnlySpan<byte> Filters(IMessage request)
    {
        IMessage filters = request.Descriptor.Parser.ParseFrom(request.ToByteArray());
        foreach (string field in new[] { "page_token", "page_size" }) filters.Descriptor.FindFieldByName(field).Accessor.Clear(filters);
        return SHA256.HashData(filters.ToByteArray()).AsSpan(0, FilterBytes);
    }
}
