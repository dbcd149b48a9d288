using CreditDecision.Core.Reasons;

namespace CreditDecision.Core.Scoring;

/// <summary>What one characteristic took from a score.</summary>
/// <param name="Slot">Of the feature in the catalog.</param>
/// <param name="Value">What the vector held; NaN when missing.</param>
/// <param name="Points">What the characteristic gave.</param>
/// <param name="PointsLost">
/// Below the best bin that a borrower can attain, at least 0. Missing and special values do not count as attainable: nobody is
/// advised to withhold data.
/// </param>
public readonly record struct Contribution(int Slot, double Value, double Points, double PointsLost, ReasonCode Reason);
