using System.Buffers.Binary;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Features;
using Google.Protobuf;
using static CreditDecision.Service.Decisions.Messages.WireWalk;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Decisions.Messages;

/// <summary>Reads named features, which are most of an application. Used by one thread.</summary>
internal sealed class FeatureReader(TextCache texts, FeatureCatalog catalog)
{
    // Longer than any moment is written.
    private const int MostMomentBytes = 32;

    private const byte NameTag = (Wire.Feature.NameFieldNumber << 3) | (int)WireFormat.WireType.LengthDelimited;
    private const byte NumberTag = (Wire.Feature.NumberFieldNumber << 3) | (int)WireFormat.WireType.Fixed64;
    private const byte FlagTag = (Wire.Feature.FlagFieldNumber << 3) | (int)WireFormat.WireType.Varint;
    private const byte ObservedAtTag = (Wire.Feature.ObservedAtFieldNumber << 3) | (int)WireFormat.WireType.LengthDelimited;

    // The highest bit of a tag's or length's byte.
    private const byte MoreFollows = 0x80;

    private readonly FeatureNames _names = new(catalog);
    private readonly byte[] _lastBytes = new byte[MostMomentBytes];
    private int _lastLength = -1;
    private DateTimeOffset? _last;

    public void Read(ReadOnlySpan<byte> bytes, ref NamedFeatureDraft feature)
    {
        if (!ReadUsual(bytes, ref feature)) ReadAny(bytes, ref feature);
    }

    // Name, number or flag, moment, in this order and each of a length told by one byte: nearly all of them, read without asking field by field.
    private bool ReadUsual(ReadOnlySpan<byte> bytes, ref NamedFeatureDraft feature)
    {
        if (bytes.Length < 2 || bytes[0] != NameTag || bytes[1] >= MoreFollows || bytes[1] > bytes.Length - 2) return false;
        ReadOnlySpan<byte> name = bytes.Slice(2, bytes[1]), rest = bytes[(2 + bytes[1])..];
        if (rest.Length < 2) return false;
        bool isNumber = rest[0] == NumberTag;
        if (!isNumber && (rest[0] != FlagTag || rest[1] > 1)) return false;
        int valueBytes = isNumber ? 1 + sizeof(double) : 2;
        if (rest.Length < valueBytes + 2) return false;
        ReadOnlySpan<byte> moment = rest[(valueBytes + 2)..];
        if (rest[valueBytes] != ObservedAtTag || rest[valueBytes + 1] != moment.Length || moment.Length >= MoreFollows) return false;
        double number = isNumber ? BinaryPrimitives.ReadDoubleLittleEndian(rest[1..]) : rest[1];
        (string text, int place) = _names.Of(name);
        NamedFeatureKind kind = isNumber ? NamedFeatureKind.Number : NamedFeatureKind.Flag;
        feature = new NamedFeatureDraft(text, kind, number, "", Moment(moment), "", place);
        return true;
    }

    private void ReadAny(ReadOnlySpan<byte> bytes, ref NamedFeatureDraft feature)
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
