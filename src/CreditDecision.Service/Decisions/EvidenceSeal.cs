using System.Security.Cryptography;
using CreditDecision.Service.Ledger.Packing;
using CreditDecision.Service.PersonalData;
using CreditDecision.Storage.V1;
using Google.Protobuf;

namespace CreditDecision.Service.Decisions;

/// <summary>The one way of a decision's evidence into its record and out of it: packed, then sealed, bound to the decision.</summary>
internal sealed class EvidenceSeal(PersonalDataKeys keys, Packings packings)
{
    public PersonalDataKeys Keys => keys;

    public byte[] Seal(Evidence evidence, Guid decisionId)
    {
        if (packings.Evidence.IsLearning) packings.Evidence.Learn(EvidenceExample.Of(evidence).ToByteArray());
        return keys.Seal(packings.Evidence.Pack(evidence.ToByteArray()), decisionId.ToByteArray());
    }

    /// <exception cref="CryptographicException">It was changed, belongs to another decision, or its key is not here.</exception>
    /// <exception cref="Ledger.LedgerUnavailableException">What it was packed with cannot be read.</exception>
    public byte[] Open(ReadOnlySpan<byte> sealedEvidence, Guid decisionId) => packings.Evidence.Unpack(keys.Open(sealedEvidence, decisionId.ToByteArray()));

    /// <summary>For a thread that opens many.</summary>
    public EvidenceReader Reader() => new(keys.Reader(), packings.Evidence);
}
