using System.Security.Cryptography;
using CreditDecision.Service.Ledger.Packing;
using CreditDecision.Service.PersonalData;
using ZstdSharp;

namespace CreditDecision.Service.Decisions;

/// <summary>Opens the evidence of many decisions one after the other into buffers that it keeps. Used by one thread.</summary>
internal sealed class EvidenceReader(SealReader seal, RecordPacking packing) : IDisposable
{
    private byte[] _plain = new byte[4_096];
    private (RecordDictionary Dictionary, Decompressor Decompressor)? _last;

    /// <param name="borrowerKey">The borrower's key as it is kept; empty where there is none.</param>
    /// <returns>Valid until the next call. What is damaged is returned as it is stored, which is no message.</returns>
    /// <exception cref="KeyDestroyedException">It was erased.</exception>
    /// <exception cref="CryptographicException">It was changed, belongs to another decision, or its key is not here.</exception>
    /// <exception cref="Ledger.LedgerUnavailableException">What it was packed with cannot be read.</exception>
    public ReadOnlySpan<byte> Open(ReadOnlySpan<byte> sealedEvidence, ReadOnlySpan<byte> borrowerKey, Guid decisionId)
    {
        Span<byte> id = stackalloc byte[16];
        decisionId.TryWriteBytes(id);
        ReadOnlySpan<byte> opened = seal.Open(sealedEvidence, borrowerKey, id);
        return packing.DictionaryOf(opened) is { } dictionary ? Unpack(opened, dictionary) : opened;
    }

    /// <summary>Forgets what it opened last.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_plain);
        _last?.Decompressor.Dispose();
        seal.Dispose();
    }

    private ReadOnlySpan<byte> Unpack(ReadOnlySpan<byte> opened, RecordDictionary dictionary)
    {
        ReadOnlySpan<byte> frame = opened[PackedForm.HeaderLength..];
        try
        {
            if (RecordDictionary.LengthOf(frame) is not { } length) return opened;
            if (_plain.Length < length)
            {
                CryptographicOperations.ZeroMemory(_plain);
                _plain = new byte[length * 2];
            }
            return _plain.AsSpan(0, DecompressorOf(dictionary).Unwrap(frame, _plain));
        }
        catch (ZstdException)
        {
            return opened;
        }
    }

    // Records of one time were packed with one dictionary.
    private Decompressor DecompressorOf(RecordDictionary dictionary)
    {
        if (_last is { } last && ReferenceEquals(last.Dictionary, dictionary)) return last.Decompressor;
        _last?.Decompressor.Dispose();
        Decompressor fresh = dictionary.NewDecompressor();
        _last = (dictionary, fresh);
        return fresh;
    }
}
