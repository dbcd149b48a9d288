namespace CreditDecision.Modeling.Populations;

/// <summary>What became of it. Default is known only for those who were genuine: nobody lends to the others knowingly.</summary>
internal sealed record Outcomes(bool IdentityFraud, bool Fraud, bool AmlSuspicious, bool? Default12M)
{
    // Chosen so that 6 to 7 % of genuine applicants default within a year, as unsecured consumer loans of a cautious bank do.
    private const double Level = -3.84;

    internal static Outcomes Draw(Dice dice, Person person, CreditHistory history, LoanRequest request, Nature nature, bool isSuspicious)
    {
        bool isDefault = dice.Chance(Dice.Logistic(Level + LogOddsOfDefault(person, history, request) + dice.Normal(0, 0.45)));
        return new Outcomes(
            nature == Nature.Impersonator, nature is Nature.LoneFraudster or Nature.RingMember, isSuspicious, nature == Nature.Genuine ? isDefault : null);
    }

    private static double LogOddsOfDefault(Person person, CreditHistory history, LoanRequest request)
    {
        double income = person.MonthlyIncomeYuan;
        double sum = -0.28 * person.Worth + OfPastDue(history) + OfCards(history);
        sum += 0.32 * Math.Log(1 + (history.Queries3M ?? 1)) - 0.3;
        sum -= 0.14 * Math.Log((12 + (history.HistoryMonths ?? 0)) / 60.0);
        sum += 1.5 * (request.MonthlyDebtServiceYuan / income - 0.15) + 0.3 * Math.Log(request.AmountYuan / (3.6 * income));
        sum -= 0.1 * Math.Log((6 + person.EmploymentMonths) / 40.0) + 0.3 * Math.Log(income / 7_000);
        sum += person.Employment switch { "public_sector" => -0.35, "gig" => 0.2, "unemployed" => 0.4, "student" => 0.15, _ => 0 };
        sum += person.Education switch { "graduate" => -0.3, "university" => -0.18, "high_school" => 0.08, "junior_or_below" => 0.16, _ => 0 };
        // Risk falls until about forty and rises a little towards the end of working life.
        return sum + 0.9 * Math.Pow((person.Age - 40) / 20.0, 2) - 0.25;
    }

    private static double OfPastDue(CreditHistory history)
    {
        if (history.MonthsPastDueNow is not { } now) return 0.85;
        double sum = now switch { 0 => 0, 1 => 0.95, 2 => 2.05, _ => 2.5 };
        sum += history.MaxMonthsPastDue6M switch { 0 => 0, 1 => 0.2, 2 => 0.6, _ => 0.85 };
        return sum + 0.2 * history.PastDueCount6M!.Value;
    }

    private static double OfCards(CreditHistory history)
    {
        if (history.CardLimitYuan is not { } limit) return history.MonthsPastDueNow is null ? 0 : 0.3;
        double sum = -0.5 * Math.Log(limit / 24_000) + 0.25 * (history.CardUtilisation!.Value - 0.4) + 0.2 * (history.CardUtilisationMean6M!.Value - 0.4);
        return history.CardPaymentRatio6M is { } ratio ? sum - 0.7 * (Math.Min(ratio, 0.35) - 0.25) : sum + 0.2;
    }
}
