using System.Text;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Features;

namespace CreditDecision.Service.Decisions.Messages;

/// <summary>Names of features with their places in a catalog, found by their bytes: every application names the same few dozen.</summary>
internal sealed class FeatureNames
{
    // A power of two, and so many more than there are names that two of them seldom want one place.
    private const int Entries = 4_096;

    private readonly Entry?[] _entries = new Entry?[Entries];
    // What came last. A frontend names its features in one order.
    private Entry _last = new([], "", NamedFeature.NoPlace);

    public FeatureNames(FeatureCatalog catalog)
    {
        foreach (FeatureDefinition feature in catalog.Features)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(feature.Name);
            // Where two names want one entry, the later one has it, and the other is read as any text.
            _entries[TextCache.HashOf(utf8) & (Entries - 1)] = new Entry(utf8, feature.Name, feature.Slot);
        }
    }

    public (string Name, int Place) Of(ReadOnlySpan<byte> utf8)
    {
        Entry? entry = _last.Next;
        if (entry is null || !utf8.SequenceEqual(entry.Utf8))
        {
            entry = _entries[TextCache.HashOf(utf8) & (Entries - 1)];
            if (entry is null || !utf8.SequenceEqual(entry.Utf8)) return (Encoding.UTF8.GetString(utf8), NamedFeature.NoPlace);
            _last.Next = entry;
        }
        _last = entry;
        return (entry.Name, entry.Place);
    }

    private sealed class Entry(byte[] utf8, string name, int place)
    {
        public readonly byte[] Utf8 = utf8;
        public readonly string Name = name;
        public readonly int Place = place;

        /// <summary>What came after it the last time.</summary>
        public Entry? Next;
    }
}
