namespace CreditDecision.Modeling.Populations;

/// <summary>What is asked for and what is owed elsewhere. Amounts in yuan.</summary>
internal sealed record LoanRequest(
    double AmountYuan, int TenorMonths, string Purpose, string RepaymentMethod, string Channel, double OutstandingDebtYuan, double MonthlyDebtServiceYuan)
{
    internal static LoanRequest Draw(Dice dice, Person person, CreditHistory history, Nature nature)
    {
        bool isFraud = nature != Nature.Genuine;
        double appetite = isFraud ? 5.2 : 3.6 * Math.Exp(-0.08 * person.Worth);
        double amount = Math.Clamp(Math.Round(dice.LogNormal(appetite * person.MonthlyIncomeYuan, 0.6) / 500) * 500, 1_000, 200_000);
        int tenor = dice.Pick([(3, 0.08), (6, 0.2), (12, 0.42), (18, 0.08), (24, 0.14), (36, 0.08)]);
        double load = (history.LenderCount ?? 0) == 0 ? 0 : dice.Share(-1.75 - 0.2 * person.Worth + 0.16 * (history.LenderCount ?? 0), 0.7);
        double service = Math.Round(load * person.MonthlyIncomeYuan);
        double debt = Math.Round(service * (6 + dice.Exponential(14)) / 100) * 100;
        return new LoanRequest(amount, tenor, DrawPurpose(dice), DrawMethod(dice, tenor), DrawChannel(dice), debt, service);
    }

    private static string DrawPurpose(Dice dice) => dice.Pick(
    [
        ("daily_consumption", 0.42), ("durable_goods", 0.16), ("home_renovation", 0.13), ("education", 0.06), ("medical", 0.06),
        ("travel", 0.06), ("wedding", 0.03), ("rent", 0.06), ("other_lawful", 0.02),
    ]);

    // Bullet loans of more than a year are not lawful (A6), so nobody is offered one to ask for.
    private static string DrawMethod(Dice dice, int tenorMonths) => dice.Pick(
        [("equal_installment", 0.72), ("equal_principal", 0.12), ("interest_first", 0.1), ("bullet", tenorMonths <= 12 ? 0.06 : 0)]);

    private static string DrawChannel(Dice dice) => dice.Pick([("mobile_app", 0.6), ("mini_program", 0.2), ("web", 0.06), ("partner", 0.14)]);
}
