using CreditDecision.Core.Lending;
using CreditDecision.Core.Reasons;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Decisions;

/// <summary>Parts of replies as messages, for whoever answers with a part; a whole reply is written by <see cref="Messages.ReplyWriter"/>.</summary>
internal static class DecisionTranslation
{
    /// <summary>What is lent at what price, without the lender's disclosures.</summary>
    public static Wire.Offer ToWire(PricedLoan loan)
    {
        RepaymentSchedule schedule = loan.Schedule;
        var reply = new Wire.Offer
        {
            LimitFen = schedule.Principal.Fen,
            TenorMonths = schedule.TenorMonths,
            RepaymentMethod = (Wire.RepaymentMethod)schedule.Method,
            NominalRateBps = loan.NominalRate.Value,
            AprBps = loan.Apr.ToBasisPoints().Value,
            AllInCostBps = loan.AllInCost.ToBasisPoints().Value,
            UpfrontFeeFen = schedule.UpfrontFee.Fen,
            TotalInterestFen = schedule.TotalInterest.Fen,
            TotalFeesFen = schedule.TotalFees.Fen,
        };
        foreach (Installment installment in schedule.Installments)
        {
            reply.Schedule.Add(new Wire.Installment
            {
                Number = installment.Number,
                DueMonth = installment.DueMonth,
                PrincipalFen = installment.Principal.Fen,
                InterestFen = installment.Interest.Fen,
                FeeFen = installment.Fee.Fen,
                BalanceFen = installment.Balance.Fen,
            });
        }
        return reply;
    }

    public static Wire.Reason ToWire(ReasonDefinition reason) => new()
    {
        Code = reason.Code.Number,
        Name = reason.Name,
        Article = reason.Article,
        Zh = reason.Zh,
        En = reason.En,
    };
}
