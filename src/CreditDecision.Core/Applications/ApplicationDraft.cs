namespace CreditDecision.Core.Applications;

/// <summary>
/// An application as it came over the wire: nothing checked, anything may be absent. Only <see cref="Application.TryCreate"/> reads it.
/// Enum members carry whatever number the caller sent.
/// </summary>
public sealed record ApplicationDraft
{
    public string ClientId { get; init; } = "";
    public string ApplicationId { get; init; } = "";
    public string Product { get; init; } = "";
    public long AmountFen { get; init; }
    public int TenorMonths { get; init; }
    public RepaymentMethod RepaymentMethod { get; init; }
    public LoanPurpose Purpose { get; init; }
    public BorrowerDraft? Borrower { get; init; }
    public FinancesDraft? Finances { get; init; }
    public IdentityEvidenceDraft? IdentityEvidence { get; init; }
    public IReadOnlyList<ConsentDraft> Consents { get; init; } = [];
    public Disclosure? Disclosure { get; init; }
    public Channel? Channel { get; init; }
    public Partner? Partner { get; init; }
    public Process? Process { get; init; }
    public IReadOnlyList<NamedFeatureDraft> Features { get; init; } = [];

    /// <summary>Says nothing of its content: it is unchecked and personal.</summary>
    public override string ToString() => nameof(ApplicationDraft);
}

public sealed record BorrowerDraft(string Name, string IdNumber, string Phone, string BankAccount)
{
    /// <summary>Says nothing of its content: it is personal.</summary>
    public override string ToString() => nameof(BorrowerDraft);
}

/// <summary>Amounts in fen.</summary>
public sealed record FinancesDraft(
    long MonthlyIncome,
    long MonthlyDebtServiceElsewhere,
    long MonthlyDebtServiceHere,
    long OutstandingDebtElsewhere,
    long OutstandingDebtHere,
    long ConsumerCreditHere);

public readonly record struct IdentityCheckDraft(CheckResult Result, CheckSource Source, DateTimeOffset? CheckedAt, double? Score);

public sealed record IdentityEvidenceDraft(IdentityCheckDraft? NetworkCheck, IdentityCheckDraft? Biometric, IdentityCheckDraft? Willingness);

public readonly record struct ConsentDraft(ConsentScope Scope, DateTimeOffset? GrantedAt, DateTimeOffset? ExpiresAt, string EvidenceId);

/// <param name="Place">As in <see cref="NamedFeature"/>, from who read many applications for one catalog.</param>
public readonly record struct NamedFeatureDraft(
    string Name, NamedFeatureKind Kind, double Number, string Category, DateTimeOffset? ObservedAt, string PartnerId, int Place = NamedFeature.NoPlace);
