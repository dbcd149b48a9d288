using CreditDecision.Core.Features;

namespace CreditDecision.Core.Strategies.Tables;

/// <summary>How the values of several rows that match become one; only tables of <see cref="HitPolicy.Collect"/> need it.</summary>
public enum Aggregation
{
    Unspecified = 0,
    Sum,
    Min,
    Max,
    /// <summary>A flag that is true where any row says true.</summary>
    Any,
    /// <summary>What the first row says.</summary>
    First,
}

/// <summary>One answer of a decision table.</summary>
/// <param name="Name">As expressions name it after the table's id.</param>
/// <param name="Type">A number, a flag, or a text; a text's value is its index in <paramref name="Categories"/>.</param>
/// <param name="Categories">The texts that rows and default hold, in order of first appearance; empty unless it is a text.</param>
/// <param name="Aggregation"><see cref="Aggregation.Unspecified"/> unless the table collects.</param>
public sealed record TableOutput(string Name, FeatureType Type, IReadOnlyList<string> Categories, Aggregation Aggregation);
