using System.Text;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Features;

namespace CreditDecision.Service.Backtests;

/// <summary>Names of features with their places in a catalog, found by their bytes: every application names the same few dozen.</summary>
internal sealed class FeatureNames
{
    // A power of two, and so many more than there are names that two of them seldom want one place.
    private const int Entries = 4_096;

    private readonly (byte[] Utf8, string Name, int Place)[] _entries = new (byte[], string, int)[Entries];

    public FeatureNames(FeatureCatalog catalog)
    {
        foreach (FeatureDefinition feature in catalog.Features)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(feature.Name);
            // Where two names want one entry, the later one has it, and the other is read as any text.
            _entries[TextCache.HashOf(utf8) & (Entries - 1)] = (utf8, feature.Name, feature.Slot);
        }
    }

    public (string Name, int Place) Of(ReadOnlySpan<byte> utf8)
    {
        ref readonly (byte[] Utf8, string Name, int Place) entry = ref _entries[TextCache.HashOf(utf8) & (Entries - 1)];
        return utf8.SequenceEqual(entry.Utf8) ? (entry.Name, entry.Place) : (Encoding.UTF8.GetString(utf8), NamedFeature.NoPlace);
    }
}
