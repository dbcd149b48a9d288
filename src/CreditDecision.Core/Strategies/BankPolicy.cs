using System.Collections.Frozen;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Strategies;

public enum InstitutionType
{
    Unspecified = 0,
    CommercialBank,
    /// <summary>A67: A6's personal term and A27's payment rules do not apply to it.</summary>
    ConsumerFinanceCompany,
    /// <summary>A67, as above.</summary>
    AutoFinanceCompany,
}

/// <summary>What happens to an applicant from outside the home regions of a local bank (A9).</summary>
public enum CrossRegionRule
{
    Unspecified = 0,
    Allow,
    Refer,
    Decline,
}

/// <summary>
/// What holds for the whole bank, over every product and strategy: the caps and thresholds of the draft, as configuration
/// that a supervisor's word may change (A62).
/// </summary>
public sealed record BankPolicy
{
    public required string Version { get; init; }
    public required string Sha256 { get; init; }
    public required InstitutionType Institution { get; init; }

    /// <summary>Most consumer credit that one borrower may hold here, over all products (A6): ¥200,000 in the draft.</summary>
    public required Money ConsumerCreditCap { get; init; }

    /// <summary>Longest tenor of a loan whose principal is repaid at once at maturity (A6): 12 in the draft.</summary>
    public required int MostBulletMonths { get; init; }

    /// <summary>Least time for which the contract must have been shown (A17).</summary>
    public required int LeastReadingSeconds { get; init; }

    /// <summary>Legal ceiling of the annualised all-in cost.</summary>
    public required BasisPoints AllInCostCeiling { get; init; }

    /// <summary>First two digits of the home regions' codes; empty for a bank that serves the whole country (A9).</summary>
    public required FrozenSet<string> HomeProvinces { get; init; }

    public required CrossRegionRule CrossRegion { get; init; }

    /// <summary>Partners that may take part in a loan (A49).</summary>
    public required FrozenSet<string> AdmittedPartners { get; init; }

    public required LenderDisclosure Disclosure { get; init; }

    /// <summary>Whether A6's twelve months bind this institution (A67).</summary>
    public bool BulletRuleApplies => Institution is not (InstitutionType.ConsumerFinanceCompany or InstitutionType.AutoFinanceCompany);

    /// <summary>Reads a policy document; null when it has errors.</summary>
    public static BankPolicy? Read(DocumentObject document, string sha256)
    {
        DocumentObject region = document.Child("cross_region");
        var policy = new BankPolicy
        {
            Version = document.Text("version", 64),
            Sha256 = sha256,
            Institution = document.Choice<InstitutionType>("institution"),
            ConsumerCreditCap = Money.FromYuan(document.WholeLong("consumer_credit_cap_yuan", 0, 100_000_000)),
            MostBulletMonths = document.Whole("most_bullet_months", 1, 360),
            LeastReadingSeconds = document.Whole("least_reading_seconds", 0, 3_600),
            AllInCostCeiling = new BasisPoints(document.Whole("all_in_cost_ceiling_bps", 1, BasisPoints.PerWhole)),
            HomeProvinces = Provinces(region),
            CrossRegion = region.Choice<CrossRegionRule>("rule"),
            AdmittedPartners = document.Texts("admitted_partners", 10_000, optional: true).ToFrozenSet(StringComparer.Ordinal),
            Disclosure = LenderDisclosure.Read(document.Child("disclosure")),
        };
        if (policy.CrossRegion != CrossRegionRule.Allow && policy.HomeProvinces.Count == 0)
            region.Fail("home_provinces", "must name the home provinces, since applicants from elsewhere are not simply allowed (A9)");
        region.Close();
        document.Close();
        return document.Errors.Any ? null : policy;
    }

    private static FrozenSet<string> Provinces(DocumentObject region)
    {
        IReadOnlyList<string> codes = region.Texts("home_provinces", 40, optional: true);
        foreach (string code in codes.Where(code => code.Length != 2 || !code.All(char.IsAsciiDigit)))
            region.Fail("home_provinces", $"\"{code}\" is not the two digits of a province");
        return codes.ToFrozenSet(StringComparer.Ordinal);
    }
}

/// <summary>What every offer says of the lender (A17); texts in both languages.</summary>
public sealed record LenderDisclosure(
    string Lender,
    string ConditionsZh,
    string ConditionsEn,
    string OverdueHandlingZh,
    string OverdueHandlingEn,
    string ComplaintChannel,
    string LiabilityZh,
    string LiabilityEn)
{
    internal static LenderDisclosure Read(DocumentObject document)
    {
        var disclosure = new LenderDisclosure(
            document.Text("lender", 100),
            document.Text("conditions_zh", 1_000),
            document.Text("conditions_en", 1_000),
            document.Text("overdue_handling_zh", 1_000),
            document.Text("overdue_handling_en", 1_000),
            document.Text("complaint_channel", 200),
            document.Text("liability_zh", 1_000),
            document.Text("liability_en", 1_000));
        document.Close();
        return disclosure;
    }
}
