namespace CreditDecision.Modeling.Populations;

/// <summary>One row of the population, drawn from causes to effects.</summary>
internal sealed record Applicant(
    long Row, Person Person, CreditHistory History, LoanRequest Request, Evidence Evidence, Footprint Footprint, AccountActivity Account, Outcomes Outcomes, Papers Papers)
{
    internal const double RingShare = 0.011, LoneShare = 0.008, ImpersonatorShare = 0.01, SuspiciousShare = 0.009;

    internal static Applicant Draw(long seed, long row, int expected, DateOnly asOf)
    {
        Dice dice = Dice.OfRow(seed, row);
        Nature nature = dice.Pick(
        [
            (Nature.Genuine, 1 - RingShare - LoneShare - ImpersonatorShare), (Nature.Impersonator, ImpersonatorShare),
            (Nature.LoneFraudster, LoneShare), (Nature.RingMember, RingShare),
        ]);
        bool isSuspicious = dice.Chance(SuspiciousShare);
        Person person = Person.Draw(dice);
        CreditHistory history = CreditHistory.Draw(dice, person);
        LoanRequest request = LoanRequest.Draw(dice, person, history, nature);
        return new Applicant(
            row, person, history, request,
            Evidence.Draw(dice, person, nature),
            Footprint.Draw(dice, person, nature, row, expected),
            AccountActivity.Draw(dice, person, isSuspicious),
            Outcomes.Draw(dice, person, history, request, nature, isSuspicious),
            Papers.Draw(dice, person, row, asOf));
    }
}
