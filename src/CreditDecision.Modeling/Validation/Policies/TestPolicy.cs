namespace CreditDecision.Modeling.Validation.Policies;

/// <summary>What a model has to show before it may be submitted to review (A38): a document of the bank, read by <see cref="TestPolicyReader"/>.</summary>
/// <param name="Sha256">Of the document's bytes, lower-case hexadecimal.</param>
/// <param name="Confidence">Of the intervals of AUC and of default rates, such as 0.95.</param>
/// <param name="ChanceConfidence">A shift of a population counts only beyond what chance alone exceeds with a probability of 1 − this.</param>
/// <param name="CutOff">Probability of the bad event, 0 to 1: below it an application is taken as approved.</param>
/// <param name="LeastRows">Slices with fewer rows, or with fewer than two goods or two bads, are told but not judged.</param>
/// <param name="Grades">Ascending; empty for tenths of the development part.</param>
/// <param name="Thresholds">Each becomes a check.</param>
/// <param name="Fairness">Columns by whose values figures are told apart.</param>
/// <param name="StressThresholds">For every shock that has none of its own for the same metric and bound.</param>
public sealed record TestPolicy(
    string Id,
    string Version,
    string Sha256,
    double Confidence,
    double ChanceConfidence,
    double CutOff,
    int LeastRows,
    IReadOnlyList<PolicyGrade> Grades,
    IReadOnlyList<Threshold<TestMetric>> Thresholds,
    IReadOnlyList<FairnessColumn> Fairness,
    IReadOnlyList<Threshold<StressMetric>> StressThresholds,
    IReadOnlyList<Shock> Shocks);

/// <param name="Below">Probability of the bad event, exclusive; 1 in the last grade, which holds 1 too.</param>
public sealed record PolicyGrade(string Name, double Below);

/// <summary>A bound on a metric, inclusive.</summary>
public readonly record struct Threshold<T>(T Metric, BoundKind Kind, double Bound) where T : struct, Enum;

public enum BoundKind
{
    Unspecified = 0,
    AtLeast,
    AtMost,
}

/// <param name="Cuts">Ascending, for a column of numbers: a value that equals a cut belongs above it. Empty: each value is a group.</param>
public sealed record FairnessColumn(string Column, IReadOnlyList<double> Cuts);

/// <summary>A named change of the hold-out part.</summary>
/// <param name="PriorOdds">By which the odds of the bad event among the rows are multiplied: bads count so many times. 1 for unchanged.</param>
public sealed record Shock(string Name, string Note, IReadOnlyList<InputChange> Changes, double PriorOdds, IReadOnlyList<Threshold<StressMetric>> Thresholds);

/// <param name="Features">Columns whose values are changed, in every row.</param>
/// <param name="Text">With <see cref="ChangeKind.SetText"/>; else empty.</param>
/// <param name="Number">With multiply, add and set; else 0.</param>
public sealed record InputChange(IReadOnlyList<string> Features, ChangeKind Kind, double Number, string Text);

public enum ChangeKind
{
    Unspecified = 0,
    /// <summary>Missing values stay missing; nothing leaves the catalog's range.</summary>
    Multiply,
    /// <summary>As <see cref="Multiply"/>.</summary>
    Add,
    /// <summary>To a number, also where the value was missing; 0 or 1 for a flag.</summary>
    Set,
    /// <summary>To a category.</summary>
    SetText,
    Missing,
}
