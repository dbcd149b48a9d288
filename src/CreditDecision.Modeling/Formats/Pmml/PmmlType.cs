using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Formats.Pmml;

internal enum PmmlType
{
    Unspecified = 0,
    Text,
    Integer,
    Single,
    Double,
    Truth,
}

internal static class PmmlTypes
{
    internal static PmmlType Read(PmmlElement element, string otherwise = "double") => element.Word(
        "dataType", otherwise, ("string", PmmlType.Text), ("integer", PmmlType.Integer), ("float", PmmlType.Single), ("double", PmmlType.Double),
        ("boolean", PmmlType.Truth));

    /// <summary>The value that a text stands for in a number's type.</summary>
    internal static double Parse(PmmlElement element, PmmlType type, string text)
    {
        text = text.Trim();
        if (type == PmmlType.Truth && text is "true" or "false") return text == "true" ? 1 : 0;
        if (type == PmmlType.Single ? PmmlText.TrySingle(text, out double number) : PmmlText.TryNumber(text, out number)) return number;
        throw new ArtifactRefusedException(element.Path, $"{PmmlText.Shortened(text)} is no {type.ToString().ToLowerInvariant()} value");
    }
}
