using System.Security.Cryptography;
using CreditDecision.Service.Decisions.Messages;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Ledger.Packing;
using CreditDecision.Service.PersonalData;
using CreditDecision.Storage.V1;
using Google.Protobuf;

namespace CreditDecision.Service.Decisions;

/// <summary>
/// The one way of a decision's evidence into its record and out of it: packed, then sealed under the borrower's key, bound to the decision.
/// Evidence from before borrowers had keys was sealed under the service's.
/// </summary>
internal sealed class EvidenceSeal(PersonalDataKeys keys, Packings packings) : IEntrySeal
{
    private readonly BorrowerKeys _borrowers = new(keys);

    public PersonalDataKeys Keys => keys;

    /// <summary>Whether dictionaries may learn from what it packs; not from what nobody sent.</summary>
    public bool Teaches { get; init; } = true;

    /// <param name="request">What a decision was asked for.</param>
    /// <param name="facts">What else it rests on: evidence without its request.</param>
    /// <returns>Packed, in the clear.</returns>
    public byte[] Pack(ReceivedRequest request, Evidence facts)
    {
        if (Teaches && packings.Evidence.IsLearning) packings.Evidence.Learn(EvidenceExample.Of(request.Message).ToByteArray());
        return packings.Evidence.Pack(Join(request.Bytes, facts));
    }

    public byte[]? Replacing(byte[]? kept) => kept is null ? _borrowers.New() : _borrowers.Renewed(kept);

    public LedgerEntry Seal(LedgerEntry entry, byte[] borrowerKey)
    {
        Span<byte> id = stackalloc byte[16];
        entry.DecisionId.TryWriteBytes(id);
        return entry with { Evidence = _borrowers.Seal(borrowerKey, entry.Evidence, id), BorrowerKey = borrowerKey };
    }

    /// <exception cref="KeyDestroyedException">It was erased.</exception>
    /// <exception cref="CryptographicException">It was changed, belongs to another decision, or its key is not here.</exception>
    /// <exception cref="LedgerUnavailableException">What it was packed with cannot be read.</exception>
    public byte[] Open(LedgerEntry entry)
    {
        using EvidenceReader reader = Reader();
        return reader.Open(entry.Evidence, entry.BorrowerKey, entry.DecisionId).ToArray();
    }

    /// <summary>For a thread that opens many.</summary>
    public EvidenceReader Reader() => new(keys.Reader(), packings.Evidence);

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
}
