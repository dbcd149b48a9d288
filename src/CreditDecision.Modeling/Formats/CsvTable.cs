namespace CreditDecision.Modeling.Formats;

/// <summary>A table of columns of numbers and of categories, every column as long as <see cref="Rows"/>.</summary>
/// <param name="Sha256">Of the bytes that it was read from, lower-case hexadecimal.</param>
public sealed record CsvTable(string Name, string Sha256, int Rows, IReadOnlyList<CsvColumn> Columns)
{
    public CsvColumn? Find(string name) => Columns.FirstOrDefault(column => column.Name == name);
}

/// <summary>One column. Either <see cref="Numbers"/> or <see cref="Codes"/> holds its values.</summary>
/// <param name="Numbers">NaN is missing; empty for categories.</param>
/// <param name="Codes">Index into <paramref name="Categories"/>, -1 is missing; empty for numbers.</param>
/// <param name="Categories">In ordinal order; empty for numbers.</param>
public sealed record CsvColumn(string Name, double[] Numbers, int[] Codes, IReadOnlyList<string> Categories)
{
    public bool IsNumber => Codes.Length == 0;

    /// <summary>The value as text; null when missing.</summary>
    public string? TextAt(int row)
    {
        if (IsNumber) return double.IsNaN(Numbers[row]) ? null : Numbers[row].ToString("R");
        return Codes[row] < 0 ? null : Categories[Codes[row]];
    }
}
