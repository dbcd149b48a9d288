using System.Globalization;

namespace CreditDecision.Modeling.Populations;

/// <summary>The columns of the population file, in order. Those that are features carry the names of the feature catalog.</summary>
internal static class PopulationColumns
{
    private static readonly (string Name, Func<Applicant, SharedUse, object?> Value)[] All =
    [
        ("application_id", (a, _) => string.Create(CultureInfo.InvariantCulture, $"POP-{a.Row:D8}")),
        ("name", (a, _) => a.Papers.Name),
        ("id_number", (a, _) => a.Papers.IdNumber),
        ("phone", (a, _) => a.Papers.Phone),
        ("bank_account", (a, _) => a.Papers.BankAccount),
        ("province", (a, _) => a.Person.Region.Code[..2]),
        ("prefecture", (a, _) => a.Person.Region.Code),
        ("device_id", (a, _) => string.Create(CultureInfo.InvariantCulture, $"dev-{a.Footprint.DeviceId:x}")),
        ("ip_address", (a, _) => AddressOf(a.Footprint.NetworkId)),
        ("channel", (a, _) => a.Request.Channel),
        ("purpose", (a, _) => a.Request.Purpose),
        ("repayment_method", (a, _) => a.Request.RepaymentMethod),
        ("amount_yuan", (a, _) => a.Request.AmountYuan),
        ("tenor_months", (a, _) => a.Request.TenorMonths),
        ("monthly_debt_service_yuan", (a, _) => a.Request.MonthlyDebtServiceYuan),
        ("outstanding_debt_yuan", (a, _) => a.Request.OutstandingDebtYuan),

        ("age", (a, _) => a.Person.Age),
        ("education", (a, _) => a.Person.Education),
        ("employment", (a, _) => a.Person.Employment),
        ("employment_months", (a, _) => a.Person.EmploymentMonths),
        ("monthly_income_yuan", (a, _) => a.Person.MonthlyIncomeYuan),
        ("debt_service_to_income", (a, _) => Math.Round(a.Request.MonthlyDebtServiceYuan / a.Person.MonthlyIncomeYuan, 4)),
        ("debt_to_annual_income", (a, _) => Math.Round(a.Request.OutstandingDebtYuan / a.Person.MonthlyIncomeYuan / 12, 4)),
        ("amount_to_monthly_income", (a, _) => Math.Round(a.Request.AmountYuan / a.Person.MonthlyIncomeYuan, 4)),

        ("months_past_due_now", (a, _) => a.History.MonthsPastDueNow),
        ("max_months_past_due_6m", (a, _) => a.History.MaxMonthsPastDue6M),
        ("past_due_count_6m", (a, _) => a.History.PastDueCount6M),
        ("card_utilisation", (a, _) => a.History.CardUtilisation),
        ("card_utilisation_mean_6m", (a, _) => a.History.CardUtilisationMean6M),
        ("card_payment_ratio_6m", (a, _) => a.History.CardPaymentRatio6M),
        ("card_limit_yuan", (a, _) => a.History.CardLimitYuan),
        ("bureau_queries_3m", (a, _) => a.History.Queries3M),
        ("bureau_history_months", (a, _) => a.History.HistoryMonths),
        ("lender_count", (a, _) => a.History.LenderCount),

        ("network_check_passed", (a, _) => a.Evidence.NetworkCheckPassed),
        ("network_check_score", (a, _) => a.Evidence.NetworkCheckScore),
        ("biometric_passed", (a, _) => a.Evidence.BiometricPassed),
        ("biometric_score", (a, _) => a.Evidence.BiometricScore),
        ("willingness_passed", (a, _) => a.Evidence.WillingnessPassed),
        ("phone_name_match", (a, _) => a.Evidence.PhoneNameMatch),
        ("card_name_match", (a, _) => a.Evidence.CardNameMatch),
        ("liveness_attempts", (a, _) => a.Evidence.LivenessAttempts),
        ("phone_tenure_months", (a, _) => a.Evidence.PhoneTenureMonths),

        ("device_borrowers_30d", (a, use) => Device(a, use.OnDevice(a.Footprint))),
        ("ip_borrowers_24h", (a, use) => use.OnNetwork(a.Footprint)),
        ("address_borrowers_90d", (a, use) => use.AtAddress(a.Footprint)),
        ("device_age_days", (a, _) => Device(a, a.Footprint.DeviceAgeDays)),
        ("device_emulator", (a, _) => Device(a, a.Footprint.IsEmulator)),
        ("device_rooted", (a, _) => Device(a, a.Footprint.IsRooted)),
        ("device_proxy", (a, _) => Device(a, a.Footprint.UsesProxy)),
        ("ip_region_match", (a, _) => Device(a, a.Footprint.IsIpRegionMatched)),
        ("form_fill_seconds", (a, _) => Device(a, a.Footprint.FormFillSeconds)),
        ("applications_24h", (a, _) => a.Footprint.Applications24H),

        ("account_age_months", (a, _) => a.Account.AccountAgeMonths),
        ("account_cash_share_6m", (a, _) => a.Account.CashShare6M),
        ("account_pass_through_30d", (a, _) => a.Account.PassThroughRatio30D),
        ("account_counterparties_30d", (a, _) => a.Account.Counterparties30D),
        ("account_night_share_6m", (a, _) => a.Account.NightShare6M),
        ("account_cross_border_6m", (a, _) => a.Account.CrossBorderCount6M),
        ("account_turnover_to_income_6m", (a, _) => a.Account.TurnoverToIncome6M),
        ("watchlist_similarity", (a, _) => a.Account.WatchlistSimilarity),

        ("identity_fraud", (a, _) => a.Outcomes.IdentityFraud),
        ("fraud", (a, _) => a.Outcomes.Fraud),
        ("aml_suspicious", (a, _) => a.Outcomes.AmlSuspicious),
        ("default_12m", (a, _) => a.Outcomes.Default12M),
    ];

    internal static IEnumerable<string> Names => All.Select(column => column.Name);

    internal static void Write(TextWriter writer, Applicant applicant, SharedUse use)
    {
        for (int i = 0; i < All.Length; i++)
        {
            if (i > 0) writer.Write(',');
            WriteValue(writer, All[i].Value(applicant, use));
        }
        writer.Write('\n');
    }

    private static void WriteValue(TextWriter writer, object? value)
    {
        if (value is bool flag) writer.Write(flag ? "true" : "false");
        else if (value is IFormattable number) writer.Write(number.ToString(null, CultureInfo.InvariantCulture));
        else writer.Write(value);
    }

    private static object? Device(Applicant applicant, object value) => applicant.Footprint.HidesDevice ? null : value;

    // 2001:db8::/32 is kept for documentation (RFC 3849) and is routed nowhere.
    private static string AddressOf(long network) =>
        string.Create(CultureInfo.InvariantCulture, $"2001:db8:{(network >> 48) & 0xffff:x}:{(network >> 32) & 0xffff:x}:{(network >> 16) & 0xffff:x}:{network & 0xffff:x}::1");
}
