namespace CreditDecision.Core.Scoring;

/// <summary>How a scorecard came to be, as its document claims it (A38, A42).</summary>
/// <param name="FittedBy">The tool and its version, or the experts.</param>
/// <param name="Data">Name of the data set; empty with an expert scorecard.</param>
/// <param name="DataSha256">Of the data set's bytes, lower-case hexadecimal; empty with an expert scorecard.</param>
/// <param name="Seed">Of the split into training and test rows.</param>
/// <param name="Test">Null when every row was used for training.</param>
public sealed record ScorecardOrigin(
    string FittedBy, string Data, string DataSha256, long Seed, SampleFigures? Train, SampleFigures? Test);

/// <param name="Auc">Chance that a good scores above a bad, ties half.</param>
/// <param name="Ks">Kolmogorov-Smirnov distance of goods and bads.</param>
/// <param name="Brier">Mean squared error of the probability.</param>
public readonly record struct SampleFigures(long Rows, long Bads, double Auc, double Ks, double Brier);
