using CreditDecision.Core.Values;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;

namespace CreditDecision.Service.Tests.Decisions;

/// <summary>Requests for the reference product; what a test is about it changes on the message itself.</summary>
internal static class Requests
{
    /// <summary>A steady borrower who asks for ¥30,000 over a year and gets it.</summary>
    /// <param name="person">Borrowers with different numbers are different people.</param>
    public static DecideRequest Clean(string application, int person = 1, DateTimeOffset? at = null)
    {
        DateTimeOffset now = at ?? TimeProvider.System.GetUtcNow();
        // Device signals go stale within the hour.
        Timestamp justNow = now.AddMinutes(-5).ToTimestamp();
        var request = new DecideRequest
        {
            ClientId = "tests",
            ApplicationId = application,
            Product = "consumer-cash",
            AmountFen = 3_000_000,
            TenorMonths = 12,
            RepaymentMethod = RepaymentMethod.EqualInstallment,
            Purpose = LoanPurpose.HomeRenovation,
            Borrower = new Borrower { Name = "王小明", IdNumber = IdNumber(person), Phone = $"1601{person % 10_000_000:0000000}", BankAccount = BankAccount(person) },
            Finances = new Finances { DeclaredMonthlyIncomeFen = 4_000_000 },
            IdentityEvidence = new IdentityEvidence
            {
                NetworkCheck = new IdentityCheck { Result = CheckResult.Passed, Source = CheckSource.Authority, CheckedAt = justNow, Score = 0.99 },
                Biometric = new IdentityCheck { Result = CheckResult.Passed, Source = CheckSource.Bank, CheckedAt = justNow, Score = 0.97 },
                Willingness = new IdentityCheck { Result = CheckResult.Passed, Source = CheckSource.Bank, CheckedAt = justNow },
            },
            Disclosure = new Disclosure { ReadingSeconds = 45, ContractVersion = "2026-01" },
            Channel = new Channel { Kind = ChannelKind.MobileApp, DeviceId = $"device-{person}", IpAddress = "192.0.2.10" },
            Process = new V1.Process { CoreJudgement = CoreJudgement.Online, Collateral = Collateral.None },
        };
        foreach (ConsentScope scope in new[] { ConsentScope.PersonalData, ConsentScope.CreditBureau, ConsentScope.DeviceData })
            request.Consents.Add(new Consent { Scope = scope, GrantedAt = justNow, ExpiresAt = now.AddDays(90).ToTimestamp(), EvidenceId = "doc-1" });
        foreach ((string name, double value) in Numbers) request.Features.Add(new Feature { Name = name, Number = value, ObservedAt = justNow });
        foreach ((string name, bool value) in Flags) request.Features.Add(new Feature { Name = name, Flag = value, ObservedAt = justNow });
        request.Features.Add(new Feature { Name = "education", Category = "university", ObservedAt = justNow });
        request.Features.Add(new Feature { Name = "employment", Category = "enterprise", ObservedAt = justNow });
        return request;
    }

    public static DecideRequest With(this DecideRequest request, string feature, double value)
    {
        request.Features.Single(given => given.Name == feature).Number = value;
        return request;
    }

    /// <summary>No bank's numbers begin so.</summary>
    public static string BankAccount(int person)
    {
        string first = $"999999{person:000000000}";
        return first + BankCard.CheckDigit(first);
    }

    /// <summary>County 99 of Beijing is not assigned, so the numbers belong to nobody.</summary>
    public static string IdNumber(int person)
    {
        DateOnly birth = new DateOnly(1985, 1, 1).AddDays(person / 1_000);
        string first17 = $"110199{birth:yyyyMMdd}{person % 1_000:000}";
        return first17 + ResidentId.CheckCharacter(first17);
    }

    private static readonly (string, double)[] Numbers =
    [
        ("employment_months", 60), ("months_past_due_now", 0), ("max_months_past_due_6m", 0), ("past_due_count_6m", 0), ("card_utilisation", 0.18),
        ("card_utilisation_mean_6m", 0.2), ("card_payment_ratio_6m", 1), ("card_limit_yuan", 60_000), ("bureau_queries_3m", 0),
        ("bureau_history_months", 96), ("lender_count", 1), ("liveness_attempts", 1), ("phone_tenure_months", 72), ("device_borrowers_30d", 1),
        ("device_age_days", 420), ("form_fill_seconds", 240), ("ip_borrowers_24h", 1), ("address_borrowers_90d", 1), ("applications_24h", 1), ("watchlist_similarity", 0.04),
    ];

    private static readonly (string, bool)[] Flags =
    [
        ("phone_name_match", true), ("card_name_match", true), ("device_emulator", false), ("device_rooted", false), ("device_proxy", false),
        ("ip_region_match", true),
    ];
}
