using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CreditDecision.Core.Audit;

namespace CreditDecision.Service.Ledger.Chaining;

/// <summary>
/// The hash of a recorded decision that its chain keeps: over every column but the place, each in its length and its bytes, in the order of
/// <see cref="LedgerEntry"/>. Evidence is hashed as it is sealed, so it can be told whether a record was changed without opening it, and after
/// its key is gone. Used by one thread.
/// </summary>
internal sealed class RecordDigest : IDisposable
{
    private static ReadOnlySpan<byte> Purpose => "creditdecision record 1"u8;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _text = new byte[256];

    public Digest Of(LedgerEntry entry)
    {
        _hash.AppendData(Purpose);
        Add(entry.DecisionId.ToByteArray(bigEndian: true));
        Add(entry.ClientId);
        Add(entry.ApplicationId);
        Add(entry.ContentHash);
        Add(entry.Borrower.ToArray());
        Add(entry.Product);
        Add(entry.Outcome);
        Add(SqliteRows.ToMicroseconds(entry.DecidedAt));
        Add(entry.ReservedFen);
        Add(entry.StrategyId);
        Add(entry.StrategyVersion);
        Add(entry.Decision);
        Add(entry.Summary);
        Add(entry.Evidence);
        Span<byte> digest = stackalloc byte[Digest.Length];
        _hash.GetHashAndReset(digest);
        return new Digest(digest);
    }

    public void Dispose() => _hash.Dispose();

    private void Add(string text)
    {
        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_text.Length < most) _text = new byte[most];
        Add(_text.AsSpan(0, Encoding.UTF8.GetBytes(text, _text)));
    }

    private void Add(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        Add(bytes);
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        _hash.AppendData(length);
        _hash.AppendData(bytes);
    }
}
