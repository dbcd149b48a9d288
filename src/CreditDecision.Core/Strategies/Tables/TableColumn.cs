using CreditDecision.Core.Features;

namespace CreditDecision.Core.Strategies.Tables;

/// <summary>One input or output of a decision table.</summary>
/// <param name="Name">As written in the document.</param>
/// <param name="Type">A number, a flag, or a category of a closed list.</param>
/// <param name="Categories">In index order; empty unless <see cref="FeatureType.Category"/>. An output's categories are the texts its rows hold.</param>
/// <param name="Least">Smallest number that can come, for the gap analysis; negative infinity when not known.</param>
/// <param name="Most">Largest number that can come; positive infinity when not known.</param>
/// <param name="MayBeMissing">Whether NaN can come; a table that must be whole needs a row for it then.</param>
public sealed record TableColumn(
    string Name, FeatureType Type, IReadOnlyList<string> Categories, double Least, double Most, bool MayBeMissing);

/// <summary>How the rows that match make the answer; as in DMN.</summary>
public enum HitPolicy
{
    Unspecified = 0,
    /// <summary>No two rows may match at once; refused at load when two could.</summary>
    Unique,
    /// <summary>The first row that matches.</summary>
    First,
    /// <summary>Every row that matches, in written order; numbers are aggregated as the output says.</summary>
    Collect,
}
