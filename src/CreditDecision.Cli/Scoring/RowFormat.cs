namespace CreditDecision.Cli.Scoring;

internal enum TableFormat
{
    Unspecified = 0,
    /// <summary>Separated values, RFC 4180.</summary>
    Separated,
    /// <summary><c>label index:value index:value ...</c></summary>
    Libsvm,
}

/// <summary>How the rows of a file are written.</summary>
/// <param name="IsByPosition">Whether columns are in the model's order; the header, where there is one, is only passed over.</param>
/// <param name="LabelColumn">By position: the column that is no input, from 0; null when there is none.</param>
/// <param name="FirstIndex">libsvm: what the first input is called, 0 or 1.</param>
/// <param name="AbsentIsZero">libsvm: whether what a line leaves out is 0; missing otherwise.</param>
/// <param name="CategoriesAreCodes">Whether categories are given by number even where the model knows their texts.</param>
internal sealed record RowFormat(
    TableFormat Table,
    char Separator,
    bool HasHeader,
    bool IsByPosition,
    int? LabelColumn,
    int FirstIndex,
    bool AbsentIsZero,
    bool CategoriesAreCodes);
