using CreditDecision.Core.Applications;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Decisions;

/// <summary>
/// From the wire to a draft, field by field, judging nothing: enum numbers are the same on both sides, absent stays absent.
/// </summary>
internal static class ApplicationTranslation
{
    public static ApplicationDraft ToDraft(Wire.DecideRequest request) => new()
    {
        ClientId = request.ClientId,
        ApplicationId = request.ApplicationId,
        Product = request.Product,
        AmountFen = request.AmountFen,
        TenorMonths = request.TenorMonths,
        RepaymentMethod = (RepaymentMethod)request.RepaymentMethod,
        Purpose = (LoanPurpose)request.Purpose,
        Borrower = request.Borrower is { } borrower
            ? new BorrowerDraft(borrower.Name, borrower.IdNumber, borrower.Phone, borrower.BankAccount)
            : null,
        Finances = ToDraft(request.Finances),
        IdentityEvidence = request.IdentityEvidence is { } evidence
            ? new IdentityEvidenceDraft(ToDraft(evidence.NetworkCheck), ToDraft(evidence.Biometric), ToDraft(evidence.Willingness))
            : null,
        Consents = Each(request.Consents, ToDraft),
        Disclosure = request.Disclosure is { } disclosure
            ? new Disclosure(disclosure.ReadingSeconds, disclosure.AnyConsentPreTicked, disclosure.ContractVersion)
            : null,
        Channel = request.Channel is { } channel ? new Channel((ChannelKind)channel.Kind, channel.DeviceId, channel.IpAddress) : null,
        Partner = request.Partner is { } partner ? new Partner(partner.PartnerId, (PartnerKind)partner.Kind) : null,
        Process = request.Process is { } process
            ? new Process((CoreJudgement)process.CoreJudgement, (Collateral)process.Collateral)
            : null,
        Features = Each(request.Features, ToDraft),
    };

    /// <param name="stored">Each stands in for the request's feature of the same name, or for none.</param>
    public static ApplicationDraft ToDraft(Wire.DecideRequest request, IReadOnlyList<Wire.Feature> stored)
    {
        ApplicationDraft draft = ToDraft(request);
        if (stored.Count == 0) return draft;
        var features = draft.Features.ToList();
        foreach (Wire.Feature each in stored)
        {
            NamedFeatureDraft feature = ToDraft(each);
            int given = features.FindIndex(other => other.Name == feature.Name);
            if (given >= 0) features[given] = feature;
            else features.Add(feature);
        }
        return draft with { Features = features };
    }

    // An array of the right length at once: an application has dozens of features.
    private static TDraft[] Each<TWire, TDraft>(RepeatedField<TWire> items, Func<TWire, TDraft> toDraft)
    {
        var drafts = new TDraft[items.Count];
        for (int i = 0; i < drafts.Length; i++) drafts[i] = toDraft(items[i]);
        return drafts;
    }

    internal static ConsentDraft ToDraft(Wire.Consent consent) =>
        new((ConsentScope)consent.Scope, Moment(consent.GrantedAt), Moment(consent.ExpiresAt), consent.EvidenceId);

    private static FinancesDraft? ToDraft(Wire.Finances? finances) => finances is null ? null : new FinancesDraft(
        finances.DeclaredMonthlyIncomeFen,
        finances.MonthlyDebtServiceElsewhereFen,
        finances.MonthlyDebtServiceHereFen,
        finances.OutstandingDebtElsewhereFen,
        finances.OutstandingDebtHereFen,
        finances.ConsumerCreditHereFen);

    private static IdentityCheckDraft? ToDraft(Wire.IdentityCheck? check) => check is null ? null : new IdentityCheckDraft(
        (CheckResult)check.Result, (CheckSource)check.Source, Moment(check.CheckedAt), check.HasScore ? check.Score : null);

    internal static NamedFeatureDraft ToDraft(Wire.Feature feature) => feature.ValueCase switch
    {
        Wire.Feature.ValueOneofCase.Number => Draft(feature, NamedFeatureKind.Number, feature.Number, ""),
        Wire.Feature.ValueOneofCase.Flag => Draft(feature, NamedFeatureKind.Flag, feature.Flag ? 1 : 0, ""),
        Wire.Feature.ValueOneofCase.Category => Draft(feature, NamedFeatureKind.Category, 0, feature.Category),
        _ => Draft(feature, NamedFeatureKind.Unspecified, 0, ""),
    };

    private static NamedFeatureDraft Draft(Wire.Feature feature, NamedFeatureKind kind, double number, string category) =>
        new(feature.Name, kind, number, category, Moment(feature.ObservedAt), feature.PartnerId);

    // A timestamp outside the years 1 to 9999 is as good as none: the border then reports the field.
    internal static DateTimeOffset? Moment(Timestamp? timestamp)
    {
        if (timestamp is null) return null;
        bool valid = timestamp.Seconds is >= -62_135_596_800 and <= 253_402_300_799 && timestamp.Nanos is >= 0 and < 1_000_000_000;
        if (!valid) return null;
        // As Timestamp.ToDateTimeOffset, which checks all this again and takes seconds as a double.
        long ticks = (timestamp.Seconds * TimeSpan.TicksPerSecond) + (timestamp.Nanos / TimeSpan.NanosecondsPerTick);
        return new DateTimeOffset(DateTime.UnixEpoch.Ticks + ticks, TimeSpan.Zero);
    }
}
