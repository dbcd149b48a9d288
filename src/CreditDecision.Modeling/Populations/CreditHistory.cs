namespace CreditDecision.Modeling.Populations;

/// <summary>What the credit bureau would report. Null is "the bureau has nothing on it".</summary>
/// <param name="CardPaymentRatio6M">What was paid over what was billed in six months; null also where nothing was billed.</param>
internal sealed record CreditHistory(
    int? MonthsPastDueNow,
    int? MaxMonthsPastDue6M,
    int? PastDueCount6M,
    double? CardUtilisation,
    double? CardUtilisationMean6M,
    double? CardPaymentRatio6M,
    double? CardLimitYuan,
    int? Queries3M,
    int? HistoryMonths,
    int? LenderCount)
{
    private const int Months = 6;

    private static readonly CreditHistory None = new(null, null, null, null, null, null, null, null, null, null);

    internal static CreditHistory Draw(Dice dice, Person person)
    {
        // Thin files are common among the young and on the land; that the bureau knows nothing says a little about the person.
        if (dice.Chance(0.04 + (person.Age < 24 ? 0.16 : 0) + (person.Employment is "farmer" or "student" ? 0.12 : 0))) return None;
        bool hasCard = !dice.Chance(0.2 + (person.Age < 25 ? 0.25 : 0) + (person.MonthlyIncomeYuan < 4_000 ? 0.15 : 0));
        int history = (int)Math.Min((person.Age - 18) * 12, 2 + dice.Exponential(72));
        int lenders = Math.Min(dice.Poisson(1.3 + (hasCard ? 1 : 0) + Math.Max(0, -0.4 * person.Worth)), 20);
        int queries = Math.Min(dice.Poisson(Math.Exp(0.55 - 0.4 * person.Worth)), 30);
        Card? card = hasCard ? Card.Draw(dice, person) : null;
        (int now, int max, int count) = DrawPastDue(dice, person, card);
        return new CreditHistory(
            now, max, count, card?.Utilisation, card?.UtilisationMean, card?.PaymentRatio, card?.LimitYuan, queries, history, lenders);
    }

    /// <summary>Month by month: who is on time may slip, who is late cures, stays or falls a month further behind.</summary>
    private static (int Now, int Max, int Count) DrawPastDue(Dice dice, Person person, Card? card)
    {
        double slip = Dice.Logistic(-3.9 - 0.95 * person.Worth + (card is null ? -0.5 : 1.4 * (card.UtilisationMean - 0.45)));
        double cure = Dice.Logistic(0.15 + 0.55 * person.Worth);
        var (now, max, count) = (0, 0, 0);
        for (int month = 0; month < Months; month++)
        {
            if (now == 0) now = dice.Chance(slip) ? 1 : 0;
            else if (dice.Chance(cure)) now = 0;
            else if (dice.Chance(0.55)) now++;
            max = Math.Max(max, now);
            if (now > 0) count++;
        }
        return (now, max, count);
    }

    private sealed record Card(double Utilisation, double UtilisationMean, double? PaymentRatio, double LimitYuan)
    {
        internal static Card Draw(Dice dice, Person person)
        {
            double limit = dice.LogNormal(3.6 * person.MonthlyIncomeYuan * Math.Exp(0.3 * person.Worth) * Math.Min(1, (person.Age - 15) / 15.0), 0.55);
            limit = Math.Clamp(Math.Round(limit / 1_000) * 1_000, 1_000, 500_000);
            if (dice.Chance(0.1)) return new Card(0, Math.Round(dice.Unit() * 0.02, 4), null, limit);
            double mean = 1.08 * dice.Share(-0.35 - 0.65 * person.Worth, 1.25);
            double now = Math.Clamp(mean + dice.Normal(0, 0.13), 0, 1.3);
            bool paysInFull = dice.Chance(Dice.Logistic(0.35 + 0.8 * person.Worth - 3.2 * (mean - 0.4)));
            double ratio = paysInFull ? Math.Clamp(dice.Normal(0.97, 0.12), 0.5, 1.6) : 0.015 + 0.5 * dice.Share(-1.6 + 0.35 * person.Worth, 0.9);
            return new Card(Math.Round(now, 4), Math.Round(mean, 4), Math.Round(ratio, 4), limit);
        }
    }
}
