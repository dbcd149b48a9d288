using System.Buffers;
using System.Collections.Concurrent;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace CreditDecision.Service.Ledger.Packing;

/// <summary>What the records of a kind have in common, and the packing of one with it. Any number of threads.</summary>
/// <param name="bytes">As <see cref="Train"/> made them.</param>
internal sealed class RecordDictionary(byte[] bytes)
{
    // Higher levels leave a twentieth fewer bytes, and look into tables that push everything else out of a processor's cache.
    private const int Level = 1;

    // Preparing for a dictionary costs a hundred times what packing a record does, and what is prepared serves one thread at a time.
    private readonly ConcurrentBag<Compressor> _compressors = [];
    private readonly ConcurrentBag<Decompressor> _decompressors = [];

    public DictionaryId Id { get; } = DictionaryId.Of(bytes);

    public byte[] Bytes => bytes;

    /// <summary>Makes a dictionary of examples (Zstandard's own training).</summary>
    /// <param name="most">Bytes that it may have.</param>
    /// <returns>Null where the examples have too little in common, or are too few.</returns>
    public static RecordDictionary? Train(IReadOnlyList<byte[]> samples, int most)
    {
        try
        {
            return new RecordDictionary(DictBuilder.TrainFromBuffer(samples, most));
        }
        catch (ZstdException)
        {
            return null;
        }
    }

    /// <returns>The packed form; where it would not be shorter, the plain bytes themselves.</returns>
    public byte[] Pack(byte[] plain)
    {
        byte[] room = ArrayPool<byte>.Shared.Rent(PackedForm.HeaderLength + Compressor.GetCompressBound(plain.Length));
        Compressor compressor = _compressors.TryTake(out Compressor? idle) ? idle : NewCompressor();
        int length = PackedForm.HeaderLength + compressor.Wrap(plain, room.AsSpan(PackedForm.HeaderLength));
        _compressors.Add(compressor);
        PackedForm.WriteHeader(room, Id);
        byte[] packed = length < plain.Length ? room.AsSpan(0, length).ToArray() : plain;
        // It may hold what was personal.
        ArrayPool<byte>.Shared.Return(room, clearArray: false);
        return packed;
    }

    /// <param name="stored">In the packed form, with this dictionary.</param>
    /// <returns>Null where the bytes are damaged.</returns>
    public byte[]? Unpack(ReadOnlySpan<byte> stored)
    {
        ReadOnlySpan<byte> frame = stored[PackedForm.HeaderLength..];
        // One that refused a frame is not used again; the collector frees it.
        Decompressor decompressor = _decompressors.TryTake(out Decompressor? idle) ? idle : NewDecompressor();
        try
        {
            if (LengthOf(frame) is not { } length) return null;
            byte[] plain = new byte[length];
            if (decompressor.Unwrap(frame, plain) != length) return null;
            _decompressors.Add(decompressor);
            return plain;
        }
        catch (ZstdException)
        {
            return null;
        }
    }

    /// <summary>For a thread that unpacks many records of the same dictionary.</summary>
    public Decompressor NewDecompressor()
    {
        var decompressor = new Decompressor();
        decompressor.LoadDictionary(bytes);
        return decompressor;
    }

    /// <returns>Bytes that a frame says it holds; null where it says none, or more than a record has.</returns>
    public static int? LengthOf(ReadOnlySpan<byte> frame)
    {
        ulong length = Decompressor.GetDecompressedSize(frame);
        return length <= PackedForm.MostPlainBytes ? (int)length : null;
    }

    private Compressor NewCompressor()
    {
        var compressor = new Compressor(Level);
        // The header says which dictionary.
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_dictIDFlag, 0);
        compressor.LoadDictionary(bytes);
        return compressor;
    }
}
