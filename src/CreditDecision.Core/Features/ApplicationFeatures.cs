using System.Collections.Frozen;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Features;

/// <summary>
/// The features that are worked out from the application itself. A catalog may list any of them, with the unit given here.
/// </summary>
public static class ApplicationFeatures
{
    private static readonly FrozenDictionary<string, Func<Application, DateTimeOffset, double>> Numbers =
        new Dictionary<string, Func<Application, DateTimeOffset, double>>(StringComparer.Ordinal)
        {
            ["age"] = (a, at) => a.Borrower.Id.AgeOn(BeijingTime.DayOf(at)),
            ["amount_yuan"] = (a, _) => Yuan(a.Amount),
            ["tenor_months"] = (a, _) => a.TenorMonths,
            ["monthly_income_yuan"] = (a, _) => Yuan(a.Finances.MonthlyIncome),
            ["debt_service_to_income"] = (a, _) => Ratio(a.Finances.MonthlyDebtService, a.Finances.MonthlyIncome),
            ["debt_to_annual_income"] = (a, _) => Ratio(a.Finances.OutstandingDebt, a.Finances.MonthlyIncome) / 12,
            ["amount_to_monthly_income"] = (a, _) => Ratio(a.Amount, a.Finances.MonthlyIncome),
            ["reading_seconds"] = (a, _) => a.Disclosure.ReadingSeconds,
            ["network_check_score"] = (a, _) => a.IdentityEvidence.NetworkCheck?.Score ?? double.NaN,
            ["biometric_score"] = (a, _) => a.IdentityEvidence.Biometric?.Score ?? double.NaN,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Func<Application, bool>> Flags =
        new Dictionary<string, Func<Application, bool>>(StringComparer.Ordinal)
        {
            ["network_check_passed"] = a => a.IdentityEvidence.NetworkCheck is { Result: CheckResult.Passed },
            ["biometric_passed"] = a => a.IdentityEvidence.Biometric is { Result: CheckResult.Passed },
            ["willingness_passed"] = a => a.IdentityEvidence.Willingness is { Result: CheckResult.Passed },
            ["partner_involved"] = a => a.Partner is not null,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Func<Application, string>> Categories =
        new Dictionary<string, Func<Application, string>>(StringComparer.Ordinal)
        {
            ["purpose"] = a => SnakeCase.Of(a.Purpose),
            ["repayment_method"] = a => SnakeCase.Of(a.RepaymentMethod),
            ["channel"] = a => SnakeCase.Of(a.Channel.Kind),
            ["province"] = a => a.Borrower.Id.ProvinceCode,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool Knows(string name, FeatureType type) => type switch
    {
        FeatureType.Number => Numbers.ContainsKey(name),
        FeatureType.Flag => Flags.ContainsKey(name),
        FeatureType.Category => Categories.ContainsKey(name),
        _ => false,
    };

    public static string Describe() =>
        $"numbers {string.Join(", ", Numbers.Keys.Order())}; flags {string.Join(", ", Flags.Keys.Order())}; categories {string.Join(", ", Categories.Keys.Order())}";

    /// <summary>What gives the value for the vector: NaN where the application has none, -1 for a category the catalog does not list.</summary>
    /// <param name="feature">One that is known.</param>
    internal static Func<Application, DateTimeOffset, double> SourceOf(FeatureDefinition feature)
    {
        switch (feature.Type)
        {
            case FeatureType.Number:
                return Numbers[feature.Name];
            case FeatureType.Flag:
                Func<Application, bool> flag = Flags[feature.Name];
                return (application, _) => flag(application) ? 1 : 0;
            default:
                Func<Application, string> category = Categories[feature.Name];
                return (application, _) => feature.CategoryIndex(category(application));
        }
    }

    private static double Yuan(Money money) => money.Fen / 100.0;

    // No income makes every ratio to it meaningless, not infinite.
    private static double Ratio(Money part, Money whole) => whole.Fen > 0 ? (double)part.Fen / whole.Fen : double.NaN;
}
