namespace CreditDecision.Modeling.Formats.Lightgbm;

/// <summary>
/// What stands behind the trees: importances and training parameters, which say nothing about scoring, and the categories of pandas
/// columns, which Python's package appends.
/// </summary>
internal static class LightgbmTail
{
    private static ReadOnlySpan<byte> CategoriesKey => "pandas_categorical:"u8;

    internal static bool IsImportances(LightgbmLines lines) => lines.Is("feature importances:"u8) || lines.Is("feature_importances:"u8);

    /// <summary>Reads to the end of the file.</summary>
    /// <returns>Null where the file tells of no categories.</returns>
    internal static LightgbmCategories? Read(LightgbmLines lines)
    {
        LightgbmCategories? categories = null;
        for (lines.SkipBlank(); !lines.AtEnd; lines.SkipBlank())
        {
            if (IsImportances(lines)) SkipImportances(lines);
            else if (lines.Is("parameters:"u8)) SkipParameters(lines);
            else if (lines.StartsWith(CategoriesKey)) categories = ReadCategories(lines);
            else throw lines.Refusal($"{LightgbmLines.Quote(lines.Current.Span)} is unknown behind the trees");
        }
        return categories;
    }

    private static void SkipImportances(LightgbmLines lines)
    {
        for (lines.MoveNext(); !lines.AtEnd && !lines.IsBlank; lines.MoveNext())
            if (!lines.Current.Span.Contains((byte)'=')) throw lines.Refusal("must be a feature's name, = and its importance");
    }

    private static void SkipParameters(LightgbmLines lines)
    {
        for (lines.MoveNext(); !lines.Is("end of parameters"u8); lines.MoveNext())
        {
            if (lines.AtEnd) throw lines.Refusal("the file ends before \"end of parameters\"");
            if (!lines.IsBlank && !lines.StartsWith("["u8)) throw lines.Refusal("must be a parameter in brackets or \"end of parameters\"");
        }
        lines.MoveNext();
    }

    private static LightgbmCategories? ReadCategories(LightgbmLines lines)
    {
        LightgbmCategories? categories = LightgbmCategories.Parse(lines.Current[CategoriesKey.Length..], lines);
        lines.MoveNext();
        lines.SkipBlank();
        if (!lines.AtEnd) throw lines.Refusal("pandas_categorical must be the last line");
        return categories;
    }
}
