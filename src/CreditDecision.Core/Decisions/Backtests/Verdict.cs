using CreditDecision.Core.Values;

namespace CreditDecision.Core.Decisions.Backtests;

/// <summary>What a comparison needs of one decision, whoever made it. The default was not decided.</summary>
/// <param name="Grade">Empty when the risk stage was not reached.</param>
/// <param name="Pd">Calibrated probability of default, in billionths; null when the risk stage was not reached.</param>
/// <param name="LossGivenDefault">Of the strategy that decided; the share of the limit that a default costs.</param>
/// <param name="Price">Null where nothing was offered.</param>
public readonly record struct Verdict(Outcome Outcome, string Grade, long? Pd, BasisPoints LossGivenDefault, OfferedPrice? Price)
{
    /// <summary>Parts of one. Fine enough for every price, and whole numbers sum to the same whatever their order.</summary>
    public const long PdParts = 1_000_000_000;

    /// <summary>Expected loss is counted in these parts of a fen: <see cref="PdParts"/> times the parts of a basis point share.</summary>
    public const long LossParts = PdParts * BasisPoints.PerWhole;

    /// <summary>Probability of default times loss given default times limit, in <see cref="LossParts"/>; zero unless it was approved.</summary>
    public Int128 ExpectedLoss =>
        Outcome == Outcome.Approve && Price is { } price && Pd is { } pd ? (Int128)pd * LossGivenDefault.Value * price.Limit.Fen : 0;

    public static Verdict Of(Decision decision) => new(
        decision.Outcome,
        decision.Grade.ToString(),
        decision.ProbabilityOfDefault is { } pd ? Parts(pd.Value) : null,
        decision.Strategy.Pricing.LossGivenDefault,
        decision.Offer is { } offer ? PriceOf(offer) : null);

    /// <param name="probability">0 to 1.</param>
    public static long Parts(double probability) => (long)Math.Round(probability * PdParts);

    private static OfferedPrice PriceOf(Offer offer) => new(
        offer.Limit, offer.Loan.NominalRate, offer.Loan.Apr.ToBasisPoints(), offer.Loan.AllInCost.ToBasisPoints());
}

/// <summary>How much at what price; rates as the API shows them, rounded to the basis point.</summary>
public readonly record struct OfferedPrice(Money Limit, BasisPoints NominalRate, BasisPoints Apr, BasisPoints AllInCost);
