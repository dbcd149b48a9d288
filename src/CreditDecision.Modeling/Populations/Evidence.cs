namespace CreditDecision.Modeling.Populations;

/// <summary>What the identity checks found (A18).</summary>
internal sealed record Evidence(
    bool NetworkCheckPassed,
    double? NetworkCheckScore,
    bool BiometricPassed,
    double BiometricScore,
    bool WillingnessPassed,
    bool? PhoneNameMatch,
    bool? CardNameMatch,
    int LivenessAttempts,
    int? PhoneTenureMonths)
{
    internal static Evidence Draw(Dice dice, Person person, Nature nature) => nature == Nature.Impersonator ? OfImpersonator(dice) : OfOwner(dice, person, nature);

    private static Evidence OfOwner(Dice dice, Person person, Nature nature)
    {
        // Old photographs, bad light and married-name changes trouble honest people too.
        double score = Math.Round(Math.Clamp(0.97 - dice.Exponential(0.035) - (dice.Chance(0.04) ? 0.2 * dice.Unit() : 0), 0.3, 0.999), 3);
        bool isPassed = score >= 0.78 || dice.Chance(0.3);
        double tenure = nature == Nature.Genuine ? dice.Exponential(58) : dice.Exponential(20);
        return new Evidence(
            dice.Chance(0.996), MaybeMissing(dice, 0.1, Math.Round(Math.Clamp(0.98 - dice.Exponential(0.03), 0, 1), 3)),
            isPassed, score, dice.Chance(0.994),
            dice.Chance(0.04) ? null : dice.Chance(nature == Nature.Genuine ? 0.965 : 0.88),
            dice.Chance(0.03) ? null : dice.Chance(0.985),
            1 + Math.Min(dice.Poisson(isPassed ? 0.3 : 1.6), 9),
            dice.Chance(0.05) ? null : (int)Math.Min(tenure, (person.Age - 14) * 12));
    }

    // A stolen identity passes the register; face, telephone and willingness give it away, though not always.
    private static Evidence OfImpersonator(Dice dice)
    {
        double score = Math.Round(Math.Clamp(dice.Chance(0.4) ? 0.95 - dice.Exponential(0.05) : dice.Normal(0.82, 0.09), 0.2, 0.999), 3);
        return new Evidence(
            dice.Chance(0.93), MaybeMissing(dice, 0.12, Math.Round(Math.Clamp(0.98 - dice.Exponential(0.08), 0, 1), 3)),
            score >= 0.78 || dice.Chance(0.15), score, dice.Chance(0.9),
            dice.Chance(0.07) ? null : dice.Chance(0.5),
            dice.Chance(0.06) ? null : dice.Chance(0.72),
            1 + Math.Min(dice.Poisson(1.5), 9),
            dice.Chance(0.08) ? null : (int)dice.Exponential(11));
    }

    private static double? MaybeMissing(Dice dice, double chance, double value) => dice.Chance(chance) ? null : value;
}
