using System.Buffers;
using System.Collections.Immutable;
using System.Net;
using System.Runtime.InteropServices;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Applications;

/// <summary>
/// The checks behind <see cref="Application.TryCreate"/>. Each returns the checked value; after an error, a placeholder that never leaves,
/// because the application is then refused as a whole.
/// </summary>
internal sealed class ApplicationCheck(FieldErrors errors, DateTimeOffset now)
{
    private static readonly SearchValues<char> FeatureNameLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    private readonly DateTimeOffset _latest = now + Application.ClockTolerance;

    public void Terms(ApplicationDraft draft)
    {
        errors.Text(draft.Product, "product", 64);
        errors.Between(draft.AmountFen, "amount_fen", 1, Application.MostFen);
        errors.Between(draft.TenorMonths, "tenor_months", 1, Application.MostTenorMonths);
        errors.Said(draft.RepaymentMethod, "repayment_method");
        errors.Said(draft.Purpose, "purpose");
    }

    public Identifier Identifier(string text, string field)
    {
        if (!Values.Identifier.TryParse(text, out Identifier id, out string error)) errors.Add(field, error);
        return id;
    }

    public Borrower Borrower(BorrowerDraft? draft)
    {
        if (errors.Present(draft, "borrower") is null) return null!;
        if (!PersonName.TryParse(draft!.Name, out PersonName name, out string error)) errors.Add("borrower.name", error);
        if (!ResidentId.TryParse(draft.IdNumber, out ResidentId id, out error)) errors.Add("borrower.id_number", error);
        else errors.Require(id.BirthDate <= BeijingTime.DayOf(now), "borrower.id_number", "has a birth date in the future");
        if (!MobileNumber.TryParse(draft.Phone, out MobileNumber phone, out error)) errors.Add("borrower.phone", error);
        if (!BankCard.TryParse(draft.BankAccount, out BankCard card, out error)) errors.Add("borrower.bank_account", error);
        return new Borrower(name, id, phone, card);
    }

    public Finances Finances(FinancesDraft? draft)
    {
        if (errors.Present(draft, "finances") is null) return null!;
        return new Finances(
            Amount(draft!.MonthlyIncome, "finances.declared_monthly_income_fen"),
            Amount(draft.MonthlyDebtServiceElsewhere, "finances.monthly_debt_service_elsewhere_fen"),
            Amount(draft.MonthlyDebtServiceHere, "finances.monthly_debt_service_here_fen"),
            Amount(draft.OutstandingDebtElsewhere, "finances.outstanding_debt_elsewhere_fen"),
            Amount(draft.OutstandingDebtHere, "finances.outstanding_debt_here_fen"),
            Amount(draft.ConsumerCreditHere, "finances.consumer_credit_here_fen"));
    }

    public IdentityEvidence Identity(IdentityEvidenceDraft? draft)
    {
        if (errors.Present(draft, "identity_evidence") is null) return null!;
        return new IdentityEvidence(
            Check(draft!.NetworkCheck, "identity_evidence.network_check"),
            Check(draft.Biometric, "identity_evidence.biometric"),
            Check(draft.Willingness, "identity_evidence.willingness"));
    }

    public ImmutableArray<Consent> Consents(IReadOnlyList<ConsentDraft> drafts)
    {
        if (drafts.Count > Application.MostConsents)
        {
            errors.Add("consents", $"must have at most {Application.MostConsents} items, has {drafts.Count}");
            return [];
        }
        var consents = new Consent[drafts.Count];
        for (int i = 0; i < consents.Length; i++) consents[i] = Consent(drafts[i], i);
        return ImmutableCollectionsMarshal.AsImmutableArray(consents);
    }

    public Disclosure Disclosure(Disclosure? draft)
    {
        if (errors.Present(draft, "disclosure") is null) return null!;
        errors.Between(draft!.ReadingSeconds, "disclosure.reading_seconds", 0, 86_400);
        errors.Text(draft.ContractVersion, "disclosure.contract_version", 64);
        return draft;
    }

    public Channel Channel(Channel? draft)
    {
        if (errors.Present(draft, "channel") is null) return null!;
        errors.Said(draft!.Kind, "channel.kind");
        errors.Text(draft.DeviceId, "channel.device_id", 128);
        if (CanonicalAddress.Is(draft.IpAddress)) return draft;
        if (IsAddress(draft.IpAddress, out IPAddress? address)) return draft with { IpAddress = address!.ToString() };
        errors.Add("channel.ip_address", "must be an IPv4 or IPv6 address");
        return draft;
    }

    public Partner? Partner(Partner? draft, ChannelKind channel)
    {
        if (draft is null)
        {
            errors.Require(channel != ChannelKind.Partner, "partner", "is required when the channel is a partner's");
            return null;
        }
        Identifier(draft.PartnerId, "partner.partner_id");
        errors.Said(draft.Kind, "partner.kind");
        return draft;
    }

    public Process Process(Process? draft)
    {
        if (errors.Present(draft, "process") is null) return null!;
        errors.Said(draft!.CoreJudgement, "process.core_judgement");
        errors.Said(draft.Collateral, "process.collateral");
        return draft;
    }

    public ImmutableArray<NamedFeature> Features(IReadOnlyList<NamedFeatureDraft> drafts, FeatureObjection objection, FeatureRoom? room)
    {
        if (drafts.Count > Application.MostFeatures)
        {
            errors.Add("features", $"must have at most {Application.MostFeatures} items, has {drafts.Count}");
            return [];
        }
        NamedFeature[] features = room?.Of(drafts.Count) ?? new NamedFeature[drafts.Count];
        ReadOnlySpan<NamedFeatureDraft> given = drafts switch
        {
            NamedFeatureDraft[] array => array,
            ArraySegment<NamedFeatureDraft> segment => segment,
            _ => drafts.ToArray(),
        };
        var names = new GivenNames(stackalloc ulong[GivenNames.Words]);
        for (int i = 0; i < features.Length; i++)
        {
            ref readonly NamedFeatureDraft draft = ref given[i];
            int place = Feature(draft, i, objection);
            features[i] = new NamedFeature(draft.Name, draft.Kind, draft.Number, draft.Category, draft.ObservedAt ?? now, draft.PartnerId, place);
            if (!names.Add(features[i])) errors.Add($"features[{i}].name", "is given twice");
        }
        return ImmutableCollectionsMarshal.AsImmutableArray(features);
    }

    // Says where the catalog keeps it.
    private int Feature(in NamedFeatureDraft draft, int index, FeatureObjection objection)
    {
        int place = NamedFeature.NoPlace;
        if (draft.ObservedAt is not { } given) errors.Add($"features[{index}].observed_at", "is required");
        else if (given > _latest) errors.Add($"features[{index}].observed_at", "must not be in the future");
        if (!IsFeatureName(draft.Name)) errors.Add($"features[{index}].name", "must be 1 to 64 of [a-z0-9_]");
        else if (draft.Kind == NamedFeatureKind.Unspecified) errors.Add($"features[{index}].value", "is required");
        else if (!double.IsFinite(draft.Number)) errors.Add($"features[{index}].number", "must be finite; leave a missing feature out");
        // A name that is none of the catalog's is not repeated: it may be anything, a number of a person too.
        else if (objection(draft, out place) is { } problem) errors.Add($"features[{index}]", place == NamedFeature.NoPlace ? problem : $"\"{draft.Name}\" {problem}");
        if (draft.PartnerId.Length > 0) Identifier(draft.PartnerId, $"features[{index}].partner_id");
        return place;
    }

    private Consent Consent(in ConsentDraft draft, int index)
    {
        errors.Said(draft.Scope, At("scope"));
        DateTimeOffset granted = errors.Past(draft.GrantedAt, At("granted_at"), now);
        errors.Text(draft.EvidenceId, At("evidence_id"), 128);
        errors.Require(draft.ExpiresAt is not null, At("expires_at"), "is required");
        errors.Require(draft.ExpiresAt is null || draft.ExpiresAt > granted, At("expires_at"), "must be after granted_at");
        // A caller's clock that runs a little ahead must not make a consent that was just given one that does not hold yet.
        if (granted > now) granted = now;
        return new Consent(draft.Scope, granted, draft.ExpiresAt ?? granted, draft.EvidenceId);

        FieldPath At(string name) => new("consents", index, name);
    }

    private IdentityCheck? Check(IdentityCheckDraft? made, string field)
    {
        if (made is not { } draft) return null;
        errors.Said(draft.Result, new FieldPath(field, "result"));
        errors.Said(draft.Source, new FieldPath(field, "source"));
        DateTimeOffset checkedAt = errors.Past(draft.CheckedAt, new FieldPath(field, "checked_at"), now);
        errors.Require(draft.Score is null or (>= 0 and <= 1), new FieldPath(field, "score"), "must be between 0 and 1");
        return new IdentityCheck(draft.Result, draft.Source, checkedAt, draft.Score);
    }

    private Money Amount(long fen, string field)
    {
        // What a person earns and owes is not quoted back: errors end up in logs.
        if (fen is < 0 or > Application.MostFen) errors.Add(field, $"must be between 0 and {Application.MostFen}");
        return Money.FromFen(fen);
    }

    private static bool IsFeatureName(string name) => name.Length is > 0 and <= 64 && !name.AsSpan().ContainsAnyExcept(FeatureNameLetters);

    // The framework also takes "1", "0x7f000001", "[::1]:80" and scopes of any length; an address of a borrower has four parts or colons.
    private static bool IsAddress(string text, out IPAddress? address) =>
        IPAddress.TryParse(text, out address)
        && (text.Contains(':') ? !text.AsSpan().ContainsAny('%', '[', ']') : HasFourParts(text));

    private static bool HasFourParts(ReadOnlySpan<char> text)
    {
        int parts = 0;
        foreach (Range part in text.Split('.'))
        {
            if (part.End.Value - part.Start.Value is < 1 or > 3 || !Digits.AreAll(text[part])) return false;
            parts++;
        }
        return parts == 4;
    }
}
