using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;

namespace CreditDecision.Core.Scoring.Cards;

/// <summary>What a card says of one input of the artifact.</summary>
/// <param name="Path">Where in the card: <c>inputs[3]</c>.</param>
/// <param name="Input">The artifact's name.</param>
/// <param name="Feature">The catalog's; null when the card's word for it was a mistake, already reported.</param>
/// <param name="Reason">Given to the borrower when this input raised the risk the most.</param>
/// <param name="Codes">
/// The number that the artifact knows a category by, "true" and "false" of a flag among them. An artifact's several inputs may read one
/// feature with different codes: that is how one column for each category is written.
/// </param>
/// <param name="Categories">The artifact's name for a category, where it is not the catalog's.</param>
/// <param name="Unknown">Categories that the artifact has never seen; it treats them as it treats any other.</param>
public sealed record CardInput(
    string Path,
    string Input,
    FeatureDefinition? Feature,
    ReasonCode Reason,
    IReadOnlyDictionary<string, double> Codes,
    IReadOnlyDictionary<string, string> Categories,
    IReadOnlyList<string> Unknown)
{
    internal static CardInput Unreadable(string path, string input, ReasonCode reason) =>
        new(path, input, null, reason, new Dictionary<string, double>(), new Dictionary<string, string>(), []);
}
