using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;

namespace CreditDecision.Core.Scoring;

/// <summary>One feature and what its values are worth.</summary>
/// <param name="Reason">Given to the borrower when this characteristic cost the most.</param>
/// <param name="Bins">In written order.</param>
/// <param name="Fit">The regression's figures; null where an expert set the points.</param>
public sealed record Characteristic(
    FeatureDefinition Feature, ReasonCode Reason, IReadOnlyList<ScorecardBin> Bins, CharacteristicFit? Fit)
{
    /// <summary>Of the bins that a borrower can attain.</summary>
    public double MostPoints => Bins.Where(bin => bin.Kind is not (BinKind.Missing or BinKind.Special)).Max(bin => bin.Points);
}

/// <param name="InformationValue">Σ (share of goods − share of bads) · WOE over the bins.</param>
/// <param name="Coefficient">Of the WOE in the logistic regression for the bad event; negative when it points the way its WOE does.</param>
public readonly record struct CharacteristicFit(double InformationValue, double Coefficient, double StandardError);
