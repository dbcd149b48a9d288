using CreditDecision.Modeling.Formats;

namespace CreditDecision.Modeling.Validation;

/// <summary>
/// A labelled data set as one model reads it, in two parts. Rows stand in an order of their own content, so that nothing that is computed of
/// them depends on the order in the file. Made by <see cref="LabelledRowsBinder"/>.
/// </summary>
/// <param name="Inputs">In the model's order.</param>
/// <param name="Segment">Column that figures are told by; empty for none.</param>
public sealed record LabelledRows(
    DataIdentity Identity, IReadOnlyList<BoundInput> Inputs, LabelledPart Development, LabelledPart HoldOut, string Segment, CsvTable Table)
{
    /// <summary>Index of an input by its column's name, or -1.</summary>
    internal int Find(string column)
    {
        for (int i = 0; i < Inputs.Count; i++)
            if (Inputs[i].Column == column) return i;
        return -1;
    }
}

/// <summary>An input and where its values come from.</summary>
/// <param name="Column">By which reports and policies name it.</param>
/// <param name="Refused">Values that no decision would take, as outside the catalog's range; they count as missing.</param>
public sealed record BoundInput(string Column, TestInput Input, long Refused);

/// <param name="Columns">Of each input, its values by row; NaN is missing.</param>
/// <param name="IsBad">By row.</param>
/// <param name="TableRows">By row, its place in the table.</param>
public sealed record LabelledPart(IReadOnlyList<double[]> Columns, bool[] IsBad, int[] TableRows)
{
    public int Rows => IsBad.Length;
}

/// <summary>What was tested on.</summary>
/// <param name="Sha256">Of the file's bytes, lower-case hexadecimal.</param>
/// <param name="Split">In words: a column and its value, or share and seed.</param>
/// <param name="Rows">Of the file.</param>
/// <param name="Used">In one of the two parts; the others have no outcome, no part, or do not meet <paramref name="OnlyRows"/>.</param>
/// <param name="OnlyRows">"column = value".</param>
public sealed record DataIdentity(string Name, string Sha256, string Label, string Split, IReadOnlyList<string> OnlyRows, long Rows, long Used);
