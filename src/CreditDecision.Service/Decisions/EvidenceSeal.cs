using System.Security.Cryptography;
using CreditDecision.Service.Ledger.Packing;
using CreditDecision.Service.PersonalData;
using CreditDecision.Storage.V1;
using Google.Protobuf;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Decisions;

/// <summary>The one way of a decision's evidence into its record and out of it: packed, then sealed, bound to the decision.</summary>
internal sealed class EvidenceSeal(PersonalDataKeys keys, Packings packings)
{
    public PersonalDataKeys Keys => keys;

    /// <param name="request">What a decision was asked for, and <paramref name="requestBytes"/> the same serialized.</param>
    /// <param name="facts">What else it rests on: evidence without its request.</param>
    public byte[] Seal(Wire.DecideRequest request, byte[] requestBytes, Evidence facts, Guid decisionId)
    {
        if (packings.Evidence.IsLearning) packings.Evidence.Learn(EvidenceExample.Of(request).ToByteArray());
        return keys.Seal(packings.Evidence.Pack(Join(requestBytes, facts)), decisionId.ToByteArray());
    }

    /// <exception cref="CryptographicException">It was changed, belongs to another decision, or its key is not here.</exception>
    /// <exception cref="Ledger.LedgerUnavailableException">What it was packed with cannot be read.</exception>
    public byte[] Open(ReadOnlySpan<byte> sealedEvidence, Guid decisionId) => packings.Evidence.Unpack(keys.Open(sealedEvidence, decisionId.ToByteArray()));

    // As the message with its request would be serialized: its first field comes first.
    private static byte[] Join(byte[] request, Evidence facts)
    {
        uint tag = WireFormat.MakeTag(Evidence.RequestFieldNumber, WireFormat.WireType.LengthDelimited);
        int rest = facts.CalculateSize();
        byte[] joined = new byte[CodedOutputStream.ComputeRawVarint32Size(tag) + CodedOutputStream.ComputeLengthSize(request.Length) + request.Length + rest];
        var output = new CodedOutputStream(joined);
        output.WriteRawTag((byte)tag);
        output.WriteLength(request.Length);
        output.Flush();
        request.CopyTo(joined, joined.Length - rest - request.Length);
        facts.WriteTo(joined.AsSpan(joined.Length - rest));
        return joined;
    }

    /// <summary>For a thread that opens many.</summary>
    public EvidenceReader Reader() => new(keys.Reader(), packings.Evidence);
}
