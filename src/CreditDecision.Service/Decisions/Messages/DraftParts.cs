using CreditDecision.Core.Applications;
using CreditDecision.Core.Features;
using CreditDecision.Storage.V1;
using Google.Protobuf.WellKnownTypes;
using static CreditDecision.Service.Decisions.Messages.WireWalk;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Decisions.Messages;

/// <summary>The parts of a draft from their bytes; what is absent gets what protobuf says an absent field is.</summary>
internal static class DraftParts
{
    public static ConsentDraft Consent(ReadOnlySpan<byte> bytes)
    {
        (ConsentScope scope, DateTimeOffset? granted, DateTimeOffset? expires, string evidence) = (default, null, null, "");
        var wire = new WireWalk(bytes);
        while (wire.Next())
        {
            if (wire.Field == (Varint | Wire.Consent.ScopeFieldNumber)) scope = (ConsentScope)wire.Number;
            if (wire.Field == (Block | Wire.Consent.GrantedAtFieldNumber)) granted = Moment(wire.Bytes);
            if (wire.Field == (Block | Wire.Consent.ExpiresAtFieldNumber)) expires = Moment(wire.Bytes);
            if (wire.Field == (Block | Wire.Consent.EvidenceIdFieldNumber)) evidence = wire.Text;
        }
        return new ConsentDraft(scope, granted, expires, evidence);
    }

    public static BorrowerDraft Borrower(ReadOnlySpan<byte> bytes)
    {
        (string name, string id, string phone, string account) = ("", "", "", "");
        var wire = new WireWalk(bytes);
        while (wire.Next())
        {
            if (wire.Field == (Block | Wire.Borrower.NameFieldNumber)) name = wire.Text;
            if (wire.Field == (Block | Wire.Borrower.IdNumberFieldNumber)) id = wire.Text;
            if (wire.Field == (Block | Wire.Borrower.PhoneFieldNumber)) phone = wire.Text;
            if (wire.Field == (Block | Wire.Borrower.BankAccountFieldNumber)) account = wire.Text;
        }
        return new BorrowerDraft(name, id, phone, account);
    }

    public static FinancesDraft Finances(ReadOnlySpan<byte> bytes)
    {
        Span<long> amounts = stackalloc long[Wire.Finances.ConsumerCreditHereFenFieldNumber + 1];
        amounts.Clear();
        var wire = new WireWalk(bytes);
        while (wire.Next())
            // A varint's field is its number alone.
            if (wire.Field < amounts.Length) amounts[(int)wire.Field] = (long)wire.Number;
        return new FinancesDraft(
            amounts[Wire.Finances.DeclaredMonthlyIncomeFenFieldNumber],
            amounts[Wire.Finances.MonthlyDebtServiceElsewhereFenFieldNumber],
            amounts[Wire.Finances.MonthlyDebtServiceHereFenFieldNumber],
            amounts[Wire.Finances.OutstandingDebtElsewhereFenFieldNumber],
            amounts[Wire.Finances.OutstandingDebtHereFenFieldNumber],
            amounts[Wire.Finances.ConsumerCreditHereFenFieldNumber]);
    }

    public static IdentityEvidenceDraft IdentityEvidence(ReadOnlySpan<byte> bytes)
    {
        (IdentityCheckDraft? network, IdentityCheckDraft? biometric, IdentityCheckDraft? willingness) = (null, null, null);
        var wire = new WireWalk(bytes);
        while (wire.Next())
        {
            if (wire.Field == (Block | Wire.IdentityEvidence.NetworkCheckFieldNumber)) network = Check(wire.Bytes);
            if (wire.Field == (Block | Wire.IdentityEvidence.BiometricFieldNumber)) biometric = Check(wire.Bytes);
            if (wire.Field == (Block | Wire.IdentityEvidence.WillingnessFieldNumber)) willingness = Check(wire.Bytes);
        }
        return new IdentityEvidenceDraft(network, biometric, willingness);
    }

    public static Disclosure Disclosure(ReadOnlySpan<byte> bytes, TextCache texts)
    {
        (int seconds, bool ticked, string version) = (0, false, "");
        var wire = new WireWalk(bytes);
        while (wire.Next())
        {
            if (wire.Field == (Varint | Wire.Disclosure.ReadingSecondsFieldNumber)) seconds = (int)wire.Number;
            if (wire.Field == (Varint | Wire.Disclosure.AnyConsentPreTickedFieldNumber)) ticked = wire.Number != 0;
            if (wire.Field == (Block | Wire.Disclosure.ContractVersionFieldNumber)) version = texts.Of(wire.Bytes);
        }
        return new Disclosure(seconds, ticked, version);
    }

    public static Channel Channel(ReadOnlySpan<byte> bytes)
    {
        (ChannelKind kind, string device, string address) = (default, "", "");
        var wire = new WireWalk(bytes);
        while (wire.Next())
        {
            if (wire.Field == (Varint | Wire.Channel.KindFieldNumber)) kind = (ChannelKind)wire.Number;
            if (wire.Field == (Block | Wire.Channel.DeviceIdFieldNumber)) device = wire.Text;
            if (wire.Field == (Block | Wire.Channel.IpAddressFieldNumber)) address = wire.Text;
        }
        return new Channel(kind, device, address);
    }

    public static Partner Partner(ReadOnlySpan<byte> bytes, TextCache texts)
    {
        (string id, PartnerKind kind) = ("", default);
        var wire = new WireWalk(bytes);
        while (wire.Next())
        {
            if (wire.Field == (Block | Wire.Partner.PartnerIdFieldNumber)) id = texts.Of(wire.Bytes);
            if (wire.Field == (Varint | Wire.Partner.KindFieldNumber)) kind = (PartnerKind)wire.Number;
        }
        return new Partner(id, kind);
    }

    public static Process Process(ReadOnlySpan<byte> bytes)
    {
        (CoreJudgement judgement, Collateral collateral) = (default, default);
        var wire = new WireWalk(bytes);
        while (wire.Next())
        {
            if (wire.Field == (Varint | Wire.Process.CoreJudgementFieldNumber)) judgement = (CoreJudgement)wire.Number;
            if (wire.Field == (Varint | Wire.Process.CollateralFieldNumber)) collateral = (Collateral)wire.Number;
        }
        return new Process(judgement, collateral);
    }

    /// <returns>Null where there are not as many counts as there are now.</returns>
    public static Velocity? Velocity(ReadOnlySpan<byte> packed)
    {
        Span<int> counts = stackalloc int[Core.Features.Velocity.Length];
        int count = 0;
        while (packed.Length > 0 && count < counts.Length) counts[count++] = (int)ReadVarint(ref packed);
        return packed.Length == 0 && count == counts.Length ? new Velocity(counts) : null;
    }

    /// <param name="bytes">Hits; most often there are none.</param>
    public static Listed Listed(ReadOnlySpan<byte> bytes)
    {
        var listed = default(Listed);
        var hits = new WireWalk(bytes);
        while (hits.Next())
        {
            (ListKind kind, ListPurpose purpose) = (default, default);
            var wire = new WireWalk(hits.Bytes);
            while (wire.Next())
            {
                if (wire.Field == (Varint | ListHit.ListFieldNumber)) kind = (ListKind)wire.Number;
                if (wire.Field == (Varint | ListHit.PurposeFieldNumber)) purpose = (ListPurpose)wire.Number;
            }
            listed = listed.With(kind, purpose);
        }
        return listed;
    }

    private static IdentityCheckDraft Check(ReadOnlySpan<byte> bytes)
    {
        (CheckResult result, CheckSource source, DateTimeOffset? at, double? score) = (default, default, null, null);
        var wire = new WireWalk(bytes);
        while (wire.Next())
        {
            if (wire.Field == (Varint | Wire.IdentityCheck.ResultFieldNumber)) result = (CheckResult)wire.Number;
            if (wire.Field == (Varint | Wire.IdentityCheck.SourceFieldNumber)) source = (CheckSource)wire.Number;
            if (wire.Field == (Block | Wire.IdentityCheck.CheckedAtFieldNumber)) at = Moment(wire.Bytes);
            if (wire.Field == (Fixed | Wire.IdentityCheck.ScoreFieldNumber)) score = BitConverter.UInt64BitsToDouble(wire.Number);
        }
        return new IdentityCheckDraft(result, source, at, score);
    }

    // As the translation of a parsed request: a moment outside the years 1 to 9999 is as good as none.
    internal static DateTimeOffset? Moment(ReadOnlySpan<byte> bytes)
    {
        (long seconds, int nanos) = (0, 0);
        var wire = new WireWalk(bytes);
        while (wire.Next())
        {
            if (wire.Field == (Varint | Timestamp.SecondsFieldNumber)) seconds = (long)wire.Number;
            if (wire.Field == (Varint | Timestamp.NanosFieldNumber)) nanos = (int)wire.Number;
        }
        bool valid = seconds is >= -62_135_596_800 and <= 253_402_300_799 && nanos is >= 0 and < 1_000_000_000;
        return valid ? DateTimeOffset.UnixEpoch.AddTicks((seconds * TimeSpan.TicksPerSecond) + (nanos / TimeSpan.NanosecondsPerTick)) : null;
    }
}
