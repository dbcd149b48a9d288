using CreditDecision.Core.Applications;
using CreditDecision.Core.Features;
using static CreditDecision.Service.Backtests.WireWalk;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Backtests;

/// <summary>Reads named features, which are most of an application. Used by one thread.</summary>
internal sealed class FeatureReader(TextCache texts, FeatureCatalog catalog)
{
    // Longer than any moment is written.
    private const int MostMomentBytes = 32;

    private readonly FeatureNames _names = new(catalog);
    private readonly byte[] _lastBytes = new byte[MostMomentBytes];
    private int _lastLength = -1;
    private DateTimeOffset? _last;

    public void Read(ReadOnlySpan<byte> bytes, ref NamedFeatureDraft feature)
    {
        (string name, string category, string partner, int place) = ("", "", "", NamedFeature.NoPlace);
        (NamedFeatureKind kind, double number, DateTimeOffset? observedAt) = (NamedFeatureKind.Unspecified, 0, null);
        var wire = new WireWalk(bytes);
        while (wire.Next())
        {
            switch (wire.Field)
            {
                case Block | Wire.Feature.NameFieldNumber: (name, place) = _names.Of(wire.Bytes); break;
                case Fixed | Wire.Feature.NumberFieldNumber: (kind, number, category) = (NamedFeatureKind.Number, BitConverter.UInt64BitsToDouble(wire.Number), ""); break;
                case Varint | Wire.Feature.FlagFieldNumber: (kind, number, category) = (NamedFeatureKind.Flag, wire.Number != 0 ? 1 : 0, ""); break;
                case Block | Wire.Feature.CategoryFieldNumber: (kind, number, category) = (NamedFeatureKind.Category, 0, texts.Of(wire.Bytes)); break;
                case Block | Wire.Feature.ObservedAtFieldNumber: observedAt = Moment(wire.Bytes); break;
                case Block | Wire.Feature.PartnerIdFieldNumber: partner = texts.Of(wire.Bytes); break;
            }
        }
        feature = new NamedFeatureDraft(name, kind, number, category, observedAt, partner, place);
    }

    // What one source observed came at one moment.
    private DateTimeOffset? Moment(ReadOnlySpan<byte> bytes)
    {
        if (bytes.SequenceEqual(_lastBytes.AsSpan(0, Math.Max(_lastLength, 0))) && _lastLength >= 0) return _last;
        DateTimeOffset? moment = DraftParts.Moment(bytes);
        if (bytes.Length <= MostMomentBytes)
        {
            bytes.CopyTo(_lastBytes);
            (_lastLength, _last) = (bytes.Length, moment);
        }
        return moment;
    }
}
