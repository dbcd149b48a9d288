using System.Collections.Immutable;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Strategies;

/// <summary>
/// Reads the grade, limit and price tables of a strategy. Tables by grade are objects whose keys are the scale's grade names. The caller closes
/// the documents, which hold more than these.
/// </summary>
internal static class LendingTables
{
    public static GradeScale Grades(DocumentObject riskStage)
    {
        int before = riskStage.Errors.All.Count;
        var bands = new List<GradeBand>();
        foreach (DocumentObject item in riskStage.Children("grades", GradeScale.MaxGrades))
        {
            bands.Add(new GradeBand(item.Text("name", 8), Probability.Of(item.Number("below", 0, 1))));
            item.Close();
        }
        var scale = new GradeScale([.. bands]);
        CheckUnlessUnread(riskStage.Errors, before, () => scale.Check(riskStage.Errors, $"{riskStage.Path}.grades"));
        return scale;
    }

    public static LimitPolicy Limit(DocumentObject document, GradeScale scale)
    {
        int before = document.Errors.All.Count;
        var policy = new LimitPolicy
        {
            MinAmount = Yuan(document, "min_amount_yuan"),
            MaxAmount = Yuan(document, "max_amount_yuan"),
            MinTenorMonths = document.Whole("min_tenor_months", 1, 360),
            MaxTenorMonths = document.Whole("max_tenor_months", 1, 360),
            Step = Money.FromYuan(document.WholeLong("step_yuan", 1, 100_000, 100)),
            LivingCost = Yuan(document, "living_cost_yuan"),
            ReservedTenorMonths = document.Whole("reserved_tenor_months", 1, 360, 12),
            Grades = ByGrade(document.Child("by_grade"), scale, GradeRow, GradeLimit.NotEligible),
        };
        CheckUnlessUnread(document.Errors, before, () => policy.Check(scale, document.Errors, document.Path));
        return policy;
    }

    public static PricingPolicy Pricing(DocumentObject document, GradeScale scale, BankPolicy bank)
    {
        int before = document.Errors.All.Count;
        var policy = new PricingPolicy
        {
            Base = Bps(document, "base_bps"),
            LossGivenDefault = Bps(document, "loss_given_default_bps"),
            OperatingCost = Bps(document, "operating_cost_bps"),
            MarginByGrade = ByGrade(document.Child("by_grade"), scale, row => Bps(row, "margin_bps"), BasisPoints.Zero),
            Floor = Bps(document, "floor_bps"),
            Ceiling = Bps(document, "ceiling_bps"),
            // The law's ceiling is the bank's to configure, not the strategy's to raise.
            AllInCostCeiling = bank.AllInCostCeiling,
            AboveCeiling = document.Choice<AboveCeiling>("above_ceiling"),
            Fees = Fees(document.OptionalChild("fees")),
        };
        CheckUnlessUnread(document.Errors, before, () => policy.Check(scale, document.Errors, document.Path));
        return policy;
    }

    private static FeePlan Fees(DocumentObject? document)
    {
        if (document is null) return FeePlan.None;
        var plan = new FeePlan
        {
            UpfrontShare = Bps(document, "upfront_bps", 0),
            UpfrontFixed = Money.FromFen(document.WholeLong("upfront_fen", 0, 10_000_000, 0)),
            MonthlyShare = Bps(document, "monthly_bps", 0),
            MonthlyFixed = Money.FromFen(document.WholeLong("monthly_fen", 0, 10_000_000, 0)),
        };
        document.Close();
        return plan;
    }

    private static GradeLimit GradeRow(DocumentObject row) => row.Flag("eligible", true)
        ? new GradeLimit
        {
            Eligible = true,
            MaxLimit = Yuan(row, "max_limit_yuan"),
            MaxDebtServiceToIncome = Bps(row, "max_debt_service_to_income_bps"),
            MaxDebtToAnnualIncome = new BasisPoints(row.Whole("max_debt_to_annual_income_bps", 0, 1_000_000)),
        }
        : GradeLimit.NotEligible;

    private static ImmutableArray<T> ByGrade<T>(DocumentObject table, GradeScale scale, Func<DocumentObject, T> read, T whenAbsent)
    {
        var rows = table.Entries().ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        var values = ImmutableArray.CreateBuilder<T>(scale.Count);
        foreach (GradeBand band in scale.Bands)
        {
            bool found = rows.Remove(band.Name, out DocumentObject? row);
            if (!found) table.Fail(band.Name, "is missing: every grade of the scale needs a row");
            values.Add(found ? read(row!) : whenAbsent);
            row?.Close();
        }
        foreach (string unknown in rows.Keys) table.Fail(unknown, "is not a grade of the risk stage's scale");
        return values.ToImmutable();
    }

    private static Money Yuan(DocumentObject document, string key) => Money.FromYuan(document.WholeLong(key, 0, 100_000_000));

    private static BasisPoints Bps(DocumentObject document, string key, int? whenAbsent = null) =>
        new(document.Whole(key, 0, BasisPoints.PerWhole, whenAbsent));

    // Cross-field checks speak only once the fields themselves were readable; otherwise they would repeat the same mistake in other words.
    private static void CheckUnlessUnread(DocumentErrors errors, int errorsBefore, Action check)
    {
        if (errors.All.Count == errorsBefore) check();
    }
}
