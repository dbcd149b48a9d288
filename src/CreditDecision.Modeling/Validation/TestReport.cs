using CreditDecision.Modeling.Validation.Figures;

namespace CreditDecision.Modeling.Validation;

/// <summary>
/// What the system itself found of a model on a labelled data set, under normal and stressed conditions, and whether that meets the bank's
/// policy (A38). Says nothing of when or where it ran, so that the same model, data and policy always give the same report.
/// <see cref="TestReportJson"/> writes the bytes that a review binds.
/// </summary>
/// <param name="Development">Figures of the rows that the model may have been made from.</param>
/// <param name="HoldOut">Of those that it was not: these are judged.</param>
/// <param name="ScorePsi">Of the PD, development to hold-out.</param>
/// <param name="Features">In the model's order, as <paramref name="Missing"/>.</param>
/// <param name="Segments">Null where no segment column was given.</param>
public sealed record TestReport(
    SubjectIdentity Model,
    DataIdentity Data,
    TestedPolicy Policy,
    IReadOnlyList<TestCheck> Checks,
    PartFigures Development,
    PartFigures HoldOut,
    Shift ScorePsi,
    IReadOnlyList<FeatureFigures> Features,
    GradeStability GradeStability,
    IReadOnlyList<MissingFigures> Missing,
    IReadOnlyList<SliceTable> Fairness,
    SliceTable? Segments,
    IReadOnlyList<StressFigures> Stress)
{
    /// <summary>All checks are passed.</summary>
    public bool Passed => Checks.All(check => check.Passed);
}

/// <summary>What the policy said that the figures depend on.</summary>
/// <param name="Sha256">Of the policy document's bytes, lower-case hexadecimal.</param>
public sealed record TestedPolicy(string Id, string Version, string Sha256, double CutOff, double Confidence, double ChanceConfidence, int LeastRows);

/// <summary>A threshold of the policy and what was found.</summary>
/// <param name="Name">The metric; under a shock "stress.shock.metric".</param>
/// <param name="Value">NaN where these data give no such figure; the check is not passed then.</param>
/// <param name="At">Whose value it is, of several: a feature, grade, group or segment; else empty.</param>
/// <param name="Kind">"at_least" or "at_most".</param>
/// <param name="Bound">Raised to the bound of chance for shifts of a population.</param>
public sealed record TestCheck(string Name, double Value, string At, string Kind, double Bound, bool Passed);
