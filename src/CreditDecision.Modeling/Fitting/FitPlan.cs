using CreditDecision.Core.Scoring;

namespace CreditDecision.Modeling.Fitting;

/// <summary>What to fit and how. Read from a document by <see cref="FitPlanReader"/>; the command line may override parts.</summary>
public sealed record FitPlan
{
    public string Id { get; init; } = "scorecard";

    public string Version { get; init; } = "1";

    public ModelKind Kind { get; init; } = ModelKind.Risk;

    /// <summary>What the bad event is, in words.</summary>
    public string Target { get; init; } = "";

    /// <summary>Column of the outcome.</summary>
    public string Outcome { get; init; } = "";

    /// <summary>The text of the bad outcome; empty where the column holds 0 and 1, or true and false.</summary>
    public string BadValue { get; init; } = "";

    /// <summary>Only rows that meet all of these are used.</summary>
    public IReadOnlyList<RowCondition> OnlyRows { get; init; } = [];

    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Empty: every column that is neither the outcome nor excluded.</summary>
    public IReadOnlyList<PlannedCharacteristic> Characteristics { get; init; } = [];

    public BinningOptions Binning { get; init; } = new();

    /// <summary>600 points at 20 : 1 and 20 points to double is the scale most textbooks use (Siddiqi 2006).</summary>
    public PointsScale Scale { get; init; } = new(600, 20, 20);

    /// <summary>Characteristics below it are left out.</summary>
    public double LeastInformationValue { get; init; } = 0.02;

    /// <summary>Of two whose weights of evidence correlate more than this, the one with less information is left out.</summary>
    public double MostCorrelation { get; init; } = 0.8;

    /// <summary>Of the rows, held out for the test; 0 with <see cref="Folds"/>.</summary>
    public double TestShare { get; init; } = 0.25;

    /// <summary>Cross-validation; 0 for a single split.</summary>
    public int Folds { get; init; }

    public long Seed { get; init; } = 1;
}

/// <summary>The column's value, as text, is exactly this.</summary>
public sealed record RowCondition(string Column, string Value);

/// <param name="Feature">Name in the feature catalog that the scorecard will read.</param>
/// <param name="Reason">Name in the reason catalog.</param>
/// <param name="Specials">Numbers with a meaning of their own.</param>
public sealed record PlannedCharacteristic(
    string Column, string Feature, string Reason, MonotonicTrend Trend, int? MostBins, IReadOnlyList<double> Specials);
