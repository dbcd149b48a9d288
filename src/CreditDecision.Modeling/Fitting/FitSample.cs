using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Modeling.Fitting;

/// <summary>A table bound to a plan and to the catalogs that the scorecard will be read with.</summary>
/// <param name="Rows">The rows that count, ascending.</param>
/// <param name="IsBad">By row of the table.</param>
/// <param name="Skipped">Columns that cannot be a characteristic, and why.</param>
public sealed record FitSample(
    CsvTable Table,
    FitPlan Plan,
    FeatureCatalog Catalog,
    ReasonCatalog Reasons,
    int[] Rows,
    bool[] IsBad,
    IReadOnlyList<FitColumn> Columns,
    IReadOnlyList<DroppedColumn> Skipped)
{
    internal bool[] OutcomesOf(int[] rows) => [.. rows.Select(row => IsBad[row])];
}

/// <summary>One candidate: a column as the feature that it stands for.</summary>
public sealed record FitColumn(CsvColumn Column, FeatureDefinition Feature, string Reason, BinningOptions Binning, IReadOnlyList<double> Specials);

public enum DropReason
{
    Unspecified = 0,
    /// <summary>More categories than a feature may have: a name or a key, not a characteristic.</summary>
    TooManyCategories,
    /// <summary>Information value below the plan's least.</summary>
    LittleInformation,
    /// <summary>Says the same as a characteristic with more information.</summary>
    Correlated,
    /// <summary>In the company of the others its coefficient points against its own weight of evidence.</summary>
    WrongSign,
}

/// <param name="Beside">The characteristic it correlates with; else empty.</param>
public sealed record DroppedColumn(string Column, DropReason Why, double InformationValue, string Beside = "");
