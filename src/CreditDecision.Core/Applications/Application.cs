using System.Collections.Immutable;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Applications;

/// <summary>
/// A loan application that passed the border: every field is well formed, so nothing after <see cref="TryCreate"/> checks shapes again.
/// Whether it may be granted is for the decision pipeline.
/// </summary>
public sealed record Application
{
    /// <summary>How far a caller's clock may run ahead of ours before its times count as "in the future".</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <summary>¥100 million. A larger amount is a slip of the keyboard, and the bound keeps all sums far from overflow.</summary>
    public const long MostFen = 10_000_000_000;

    public const int MostTenorMonths = 360;

    public const int MostFeatures = 512;

    // A borrower gives each scope once or renews it; more than this is a loop in the frontend.
    public const int MostConsents = 64;

    private Application() { }

    public required Identifier ClientId { get; init; }
    public required Identifier ApplicationId { get; init; }
    public required string Product { get; init; }
    public required Money Amount { get; init; }
    public required int TenorMonths { get; init; }
    public required RepaymentMethod RepaymentMethod { get; init; }
    public required LoanPurpose Purpose { get; init; }
    public required Borrower Borrower { get; init; }
    public required Finances Finances { get; init; }
    public required IdentityEvidence IdentityEvidence { get; init; }
    public required ImmutableArray<Consent> Consents { get; init; }
    public required Disclosure Disclosure { get; init; }
    public required Channel Channel { get; init; }
    public required Partner? Partner { get; init; }
    public required Process Process { get; init; }
    public required ImmutableArray<NamedFeature> Features { get; init; }

    /// <summary>Names the application and nothing of the borrower.</summary>
    public override string ToString() => $"{ClientId}/{ApplicationId}";

    public bool HasConsent(ConsentScope scope, DateTimeOffset moment)
    {
        foreach (Consent consent in Consents)
            if (consent.Scope == scope && consent.HoldsAt(moment)) return true;
        return false;
    }

    /// <summary>All scopes at once, for a caller that asks for many features.</summary>
    public ConsentSet ConsentsAt(DateTimeOffset moment) => new(Consents.AsSpan(), moment);

    /// <summary>The one check of an application. Reports every bad field at once.</summary>
    /// <param name="receivedAt">Now, against which "in the future" is judged.</param>
    /// <param name="room">Where its features lie; null for room of its own.</param>
    /// <returns>The application, or null with <paramref name="errors"/> filled.</returns>
    public static Application? TryCreate(
        ApplicationDraft draft, FeatureObjection objection, DateTimeOffset receivedAt, out IReadOnlyList<FieldError> errors, FeatureRoom? room = null)
    {
        var found = new FieldErrors();
        var check = new ApplicationCheck(found, receivedAt);
        check.Terms(draft);
        var application = new Application
        {
            ClientId = check.Identifier(draft.ClientId, "client_id"),
            ApplicationId = check.Identifier(draft.ApplicationId, "application_id"),
            Product = draft.Product,
            Amount = Money.FromFen(draft.AmountFen),
            TenorMonths = draft.TenorMonths,
            RepaymentMethod = draft.RepaymentMethod,
            Purpose = draft.Purpose,
            Borrower = check.Borrower(draft.Borrower),
            Finances = check.Finances(draft.Finances),
            IdentityEvidence = check.Identity(draft.IdentityEvidence),
            Consents = check.Consents(draft.Consents),
            Disclosure = check.Disclosure(draft.Disclosure),
            Channel = check.Channel(draft.Channel),
            Partner = check.Partner(draft.Partner, draft.Channel?.Kind ?? default),
            Process = check.Process(draft.Process),
            Features = check.Features(draft.Features, objection, room),
        };
        errors = found.All;
        return found.Any ? null : application;
    }
}
