namespace CreditDecision.Service.Ledger.Packing;

/// <summary>
/// Decides when a dictionary is to be made and of what: of the first records where there is none, and again when the records have become so
/// different that the one in use packs half as well as it did at first. Arithmetic only; its owner keeps it to one thread at a time.
/// </summary>
/// <param name="samplesWanted">Records that a dictionary is made of.</param>
internal sealed class DictionaryLessons(int samplesWanted)
{
    /// <summary>Dictionaries are kept for good, so whatever the traffic is, one process makes only so many.</summary>
    public const int MostDictionaries = 16;

    /// <summary>Records between two looks at how well they pack.</summary>
    public const int WindowLength = 20_000;

    private readonly List<byte[]> _samples = [];
    private int _made;
    private bool _hasDictionary;
    private long _count, _plain, _packed;
    private double? _first;

    /// <summary>Whether records are wanted as examples.</summary>
    public bool IsLearning { get; private set; } = true;

    /// <returns>The examples to make a dictionary of, once there are enough; until its outcome is told, no more are wanted.</returns>
    public IReadOnlyList<byte[]>? Offer(byte[] sample)
    {
        if (!IsLearning) return null;
        _samples.Add(sample);
        if (_samples.Count < samplesWanted) return null;
        byte[][] enough = [.. _samples];
        _samples.Clear();
        IsLearning = false;
        _made++;
        return enough;
    }

    /// <summary>A dictionary is in use from now on, made of the examples or found in the store.</summary>
    public void HasDictionary()
    {
        (_hasDictionary, IsLearning) = (true, false);
        _samples.Clear();
        Begin();
        _first = null;
    }

    /// <summary>None could be made, or kept.</summary>
    public void Failed() => IsLearning = _made < MostDictionaries;

    /// <summary>A record was packed with the dictionary in use.</summary>
    public void Packed(int plainBytes, int packedBytes)
    {
        if (!_hasDictionary || IsLearning) return;
        (_count, _plain, _packed) = (_count + 1, _plain + plainBytes, _packed + packedBytes);
        if (_count < WindowLength) return;
        double share = (double)_packed / Math.Max(_plain, 1);
        Begin();
        if (_first is not { } first) _first = share;
        else if (share > 2 * first && _made < MostDictionaries) IsLearning = true;
    }

    private void Begin() => (_count, _plain, _packed) = (0, 0, 0);
}
