using System.Collections.Concurrent;

namespace CreditDecision.Service.Ledger.Packing;

/// <summary>
/// Packs and unpacks records of one kind. The texts and names that all of them have are kept once, in a dictionary that is made of the first
/// records themselves, so that it fits whatever a bank's strategies say. A dictionary is used only after the store has it.
/// </summary>
internal sealed class RecordPacking
{
    private readonly RecordKind _kind;
    private readonly IDictionaryStore _store;
    private readonly PackingLog _log;
    private readonly ConcurrentDictionary<DictionaryId, RecordDictionary> _known = new();
    private readonly Lock _gate = new();
    private readonly DictionaryLessons _lessons;
    private RecordDictionary? _current;

    // Read without the gate on every record: a record more or less among the examples is all that depends on it.
    private volatile bool _isLearning;

    public RecordPacking(RecordKind kind, IDictionaryStore store, PackingOptions options, PackingLog log)
    {
        (_kind, _store, _log) = (kind, store, log);
        _lessons = new DictionaryLessons(options.Samples);
        if (!options.Enabled) return;
        if (Newest() is { } newest) Use(newest);
        _isLearning = _lessons.IsLearning;
    }

    /// <summary>Whether examples are wanted of what comes now.</summary>
    public bool IsLearning => _isLearning;

    /// <param name="plain">A protobuf message.</param>
    public byte[] Pack(byte[] plain)
    {
        if (Volatile.Read(ref _current) is not { } dictionary) return plain;
        byte[] packed = dictionary.Pack(plain);
        lock (_gate)
        {
            _lessons.Packed(plain.Length, packed.Length);
            _isLearning = _lessons.IsLearning;
        }
        return packed;
    }

    /// <summary>
    /// What was packed. What was not is returned as it is, and so is what is damaged or whose dictionary is gone: it is no message then either,
    /// and whoever reads it finds out.
    /// </summary>
    /// <exception cref="LedgerUnavailableException">The record's dictionary is not known here yet and the store cannot be read.</exception>
    public byte[] Unpack(byte[] stored) => DictionaryOf(stored)?.Unpack(stored) ?? stored;

    /// <returns>The dictionary that a record was packed with; null where it was not packed, or its dictionary is gone.</returns>
    /// <exception cref="LedgerUnavailableException">It is not known here yet and the store cannot be read.</exception>
    public RecordDictionary? DictionaryOf(ReadOnlySpan<byte> stored)
    {
        if (!PackedForm.TryRead(stored, out DictionaryId id)) return null;
        if (Volatile.Read(ref _current) is { } current && current.Id == id) return current;
        return _known.TryGetValue(id, out RecordDictionary? known) ? known : Fetch(id);
    }

    /// <summary>Gives an example of what is recorded. It stands in a dictionary in the clear, so it holds nothing personal.</summary>
    public void Learn(byte[] sample)
    {
        if (!_isLearning) return;
        IReadOnlyList<byte[]>? enough;
        lock (_gate)
        {
            enough = _lessons.Offer(sample);
            _isLearning = _lessons.IsLearning;
        }
        // Takes part of a second, which no thread that serves calls has.
        if (enough is not null) new Thread(() => Make(enough)) { IsBackground = true, Priority = ThreadPriority.BelowNormal, Name = "packing" }.Start();
    }

    private void Make(IReadOnlyList<byte[]> samples)
    {
        try
        {
            // Another replica may have made one of the same traffic.
            RecordDictionary? made = Newest() is { } newest && newest.Id != Volatile.Read(ref _current)?.Id
                ? newest
                : RecordDictionary.Train(samples, PackingOptions.MostBytesOf(_kind));
            if (made is null) _log.NotMade(_kind, samples.Count);
            else _store.Add(_kind, made.Id, made.Bytes);
            Settle(made);
        }
        catch (LedgerUnavailableException problem)
        {
            _log.NotKept(problem, _kind);
            Settle(null);
        }
    }

    private void Settle(RecordDictionary? made)
    {
        lock (_gate)
        {
            if (made is null) _lessons.Failed();
            else Use(made);
            _isLearning = _lessons.IsLearning;
        }
    }

    private void Use(RecordDictionary dictionary)
    {
        _known[dictionary.Id] = dictionary;
        Volatile.Write(ref _current, dictionary);
        _lessons.HasDictionary();
        _log.InUse(_kind, dictionary.Id, dictionary.Bytes.Length);
    }

    // Records that were packed with one that was changed could not be read again.
    private RecordDictionary? Newest()
    {
        if (_store.Newest(_kind) is not { } stored) return null;
        if (stored.IsWhole) return new RecordDictionary(stored.Bytes);
        _log.Missing(stored.Id);
        return null;
    }

    private RecordDictionary? Fetch(DictionaryId id)
    {
        if (_store.Find(id) is { IsWhole: true } stored) return _known.GetOrAdd(id, new RecordDictionary(stored.Bytes));
        _log.Missing(id);
        return null;
    }
}
