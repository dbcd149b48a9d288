using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Features;
using CreditDecision.Core.Values;
using CreditDecision.Storage.V1;
using static CreditDecision.Service.Decisions.Messages.WireWalk;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Decisions.Messages;

/// <summary>
/// Reads a request, or opened evidence with one, straight into a draft, as <see cref="ApplicationTranslation"/> makes one of the parsed message, which
/// would be made only to be thrown away: it costs as much as the decision. The bytes are the service's own, so every field stands in them
/// once. Used by one thread; a draft holds until the next one is read.
/// </summary>
internal sealed class DraftReader(TextCache texts, FeatureCatalog catalog)
{
    private readonly List<ConsentDraft> _consents = [];
    private NamedFeatureDraft[] _features = new NamedFeatureDraft[Application.MostFeatures];
    private int _featureCount;
    private readonly FeatureReader _reader = new(texts, catalog);
    private Plain _plain;
    private Parts _parts;

    /// <exception cref="InvalidDataException">It is not what the service seals.</exception>
    public ApplicationDraft Read(ReadOnlySpan<byte> evidence, out Facts facts)
    {
        long reservedFen = 0;
        Velocity? velocity = null;
        Listed? listed = null;
        Clear();
        var wire = new WireWalk(evidence);
        while (wire.Next())
        {
            if (wire.Field == (Block | Evidence.RequestFieldNumber)) ReadRequest(wire.Bytes);
            if (wire.Field == (Varint | Evidence.ReservedConsumerCreditFenFieldNumber)) reservedFen = (long)wire.Number;
            if (wire.Field == (Block | Evidence.VelocityFieldNumber)) velocity = DraftParts.Velocity(wire.Bytes);
            if (wire.Field == (Block | Evidence.ListHitsFieldNumber)) listed = DraftParts.Listed(wire.Bytes);
            if (wire.Field == (Block | Evidence.StoredFeaturesFieldNumber)) ReadStored(wire.Bytes);
        }
        facts = new Facts(Money.FromFen(reservedFen), velocity, listed);
        return Draft();
    }

    /// <param name="request">A request's own bytes, as the service would serialize it.</param>
    public ApplicationDraft Read(ReceivedRequest request)
    {
        Clear();
        ReadRequest(request.Bytes);
        return Draft();
    }

    private void Clear()
    {
        (_plain, _parts, _featureCount) = (new Plain(), new Parts(), 0);
        _consents.Clear();
    }

    private ApplicationDraft Draft() => new()
        {
            ClientId = _plain.ClientId ?? "",
            ApplicationId = _plain.ApplicationId ?? "",
            Product = _plain.Product ?? "",
            AmountFen = _plain.AmountFen,
            TenorMonths = _plain.TenorMonths,
            RepaymentMethod = _plain.RepaymentMethod,
            Purpose = _plain.Purpose,
            Borrower = _parts.Borrower,
            Finances = _parts.Finances,
            IdentityEvidence = _parts.IdentityEvidence,
            Consents = _consents,
            Disclosure = _parts.Disclosure,
            Channel = _parts.Channel,
            Partner = _parts.Partner,
            Process = _parts.Process,
            Features = new ArraySegment<NamedFeatureDraft>(_features, 0, _featureCount),
        };

    private void ReadRequest(ReadOnlySpan<byte> request)
    {
        var wire = new WireWalk(request);
        while (wire.Next())
        {
            switch (wire.Field)
            {
                case Block | Wire.DecideRequest.FeaturesFieldNumber: _reader.Read(wire.Bytes, ref NextFeature()); break;
                case Block | Wire.DecideRequest.ConsentsFieldNumber: _consents.Add(DraftParts.Consent(wire.Bytes)); break;
                case Block | Wire.DecideRequest.ClientIdFieldNumber: _plain.ClientId = texts.Of(wire.Bytes); break;
                case Block | Wire.DecideRequest.ApplicationIdFieldNumber: _plain.ApplicationId = wire.Text; break;
                case Block | Wire.DecideRequest.ProductFieldNumber: _plain.Product = texts.Of(wire.Bytes); break;
                case Varint | Wire.DecideRequest.AmountFenFieldNumber: _plain.AmountFen = (long)wire.Number; break;
                case Varint | Wire.DecideRequest.TenorMonthsFieldNumber: _plain.TenorMonths = (int)wire.Number; break;
                case Varint | Wire.DecideRequest.RepaymentMethodFieldNumber: _plain.RepaymentMethod = (RepaymentMethod)wire.Number; break;
                case Varint | Wire.DecideRequest.PurposeFieldNumber: _plain.Purpose = (LoanPurpose)wire.Number; break;
                case Block | Wire.DecideRequest.BorrowerFieldNumber: _parts.Borrower = DraftParts.Borrower(wire.Bytes); break;
                case Block | Wire.DecideRequest.FinancesFieldNumber: _parts.Finances = DraftParts.Finances(wire.Bytes); break;
                case Block | Wire.DecideRequest.IdentityEvidenceFieldNumber: _parts.IdentityEvidence = DraftParts.IdentityEvidence(wire.Bytes); break;
                case Block | Wire.DecideRequest.DisclosureFieldNumber: _parts.Disclosure = DraftParts.Disclosure(wire.Bytes, texts); break;
                case Block | Wire.DecideRequest.ChannelFieldNumber: _parts.Channel = DraftParts.Channel(wire.Bytes); break;
                case Block | Wire.DecideRequest.PartnerFieldNumber: _parts.Partner = DraftParts.Partner(wire.Bytes, texts); break;
                case Block | Wire.DecideRequest.ProcessFieldNumber: _parts.Process = DraftParts.Process(wire.Bytes); break;
            }
        }
    }

    // The request, whose features these stand in for, lies before them.
    private void ReadStored(ReadOnlySpan<byte> bytes)
    {
        NamedFeatureDraft stored = default;
        _reader.Read(bytes, ref stored);
        string name = stored.Name;
        int given = Array.FindIndex(_features, 0, _featureCount, other => other.Name == name);
        if (given >= 0) _features[given] = stored;
        else NextFeature() = stored;
    }

    private ref NamedFeatureDraft NextFeature()
    {
        if (_featureCount == _features.Length) Array.Resize(ref _features, _features.Length * 2);
        return ref _features[_featureCount++];
    }

    private struct Plain
    {
        public string? ClientId, ApplicationId, Product;
        public long AmountFen;
        public int TenorMonths;
        public RepaymentMethod RepaymentMethod;
        public LoanPurpose Purpose;
    }

    private struct Parts
    {
        public BorrowerDraft? Borrower;
        public FinancesDraft? Finances;
        public IdentityEvidenceDraft? IdentityEvidence;
        public Disclosure? Disclosure;
        public Channel? Channel;
        public Partner? Partner;
        public Process? Process;
    }
}
