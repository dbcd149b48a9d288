namespace CreditDecision.Modeling.Populations;

/// <summary>How the applicant's account at the bank moves money; null for those without one.</summary>
internal sealed record AccountActivity(
    int? AccountAgeMonths,
    double? CashShare6M,
    double? PassThroughRatio30D,
    int? Counterparties30D,
    double? NightShare6M,
    int? CrossBorderCount6M,
    double? TurnoverToIncome6M,
    double WatchlistSimilarity)
{
    internal static AccountActivity Draw(Dice dice, Person person, bool isSuspicious)
    {
        // Similarity of names: in a country of common surnames most hits are another person of the same name.
        double similarity = Math.Round(isSuspicious && dice.Chance(0.3) ? dice.Share(1.2, 0.8) : dice.Share(-2.2, 0.8), 3);
        if (dice.Chance(isSuspicious ? 0.35 : 0.4)) return new AccountActivity(null, null, null, null, null, null, null, similarity);
        bool isTrader = person.Employment is "self_employed" or "gig";
        bool isMule = isSuspicious && dice.Chance(0.8);
        return new AccountActivity(
            (int)dice.Exponential(isMule ? 14 : 60),
            Math.Round(dice.Share(isMule ? -0.4 : isTrader ? -1.1 : -2.1, 0.9), 3),
            Math.Round(dice.Share(isMule ? 1.1 : isTrader ? -0.6 : -1.2, 0.9), 3),
            dice.Poisson(isMule ? 16 : isTrader ? 13 : 6),
            Math.Round(dice.Share(isMule ? -0.9 : -2.4, 0.8), 3),
            Math.Min(dice.Poisson(isMule ? 0.9 : 0.12), 50),
            Math.Round(Math.Min(dice.LogNormal(isMule ? 5 : isTrader ? 2.4 : 1.15, 0.6), 100), 3),
            similarity);
    }
}
