using CreditDecision.Core.Scoring.Programs;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>A field as the data dictionary has it.</summary>
internal sealed record DataField(
    PmmlElement Element, string Name, PmmlType Type, bool IsOrdinal, IReadOnlyList<string> Valid, IReadOnlyList<string> Invalid,
    IReadOnlyList<string> Missing, IReadOnlyList<Interval> Intervals, IReadOnlyList<string> Listed);

/// <summary>DataDictionary of PMML 4.4.</summary>
internal sealed class DataDictionary
{
    private readonly Dictionary<string, DataField> _fields = new(StringComparer.Ordinal);

    internal static DataDictionary Read(PmmlElement element)
    {
        element.Ignore("numberOfFields");
        var dictionary = new DataDictionary();
        foreach (PmmlElement field in element.Children("DataField"))
        {
            string name = field.Required("name");
            if (!dictionary._fields.TryAdd(name, ReadField(field, name))) throw field.Refusal($"{PmmlText.Shortened(name)} stands here twice");
        }
        element.Done();
        return dictionary;
    }

    internal DataField? Find(string name) => _fields.GetValueOrDefault(name);

    private static DataField ReadField(PmmlElement element, string name)
    {
        element.Ignore("displayName", "isCyclic");
        bool isContinuous = element.Word("optype", "", ("continuous", true), ("categorical", false), ("ordinal", false));
        PmmlType type = PmmlTypes.Read(element, "");
        if (isContinuous && type == PmmlType.Text) throw element.Refusal("is a continuous text");
        var (valid, invalid, missing, listed) = (new List<string>(), new List<string>(), new List<string>(), new List<string>());
        foreach (PmmlElement value in element.Children("Value"))
        {
            string text = value.Required("value");
            value.Ignore("displayValue");
            List<string> of = value.Word("property", "valid", ("valid", valid), ("invalid", invalid), ("missing", missing));
            // JPMML-LightGBM says so of each number that may be missing; NaN is nothing else here.
            if (type == PmmlType.Text || of != missing || text != "NaN") of.Add(text);
            listed.Add(text);
            value.Done();
        }
        List<Interval> intervals = [.. element.Children("Interval").Select(ReadInterval)];
        if (intervals.Count > 0 && type == PmmlType.Text) throw element.Refusal("is a text with intervals");
        bool isOrdinal = element.Optional("optype") == "ordinal";
        element.Done();
        return new DataField(element, name, type, isOrdinal, valid, invalid, missing, intervals, listed);
    }

    internal static Interval ReadInterval(PmmlElement element)
    {
        (bool lowIsIn, bool highIsIn) = element.Word(
            "closure", "", ("openClosed", (false, true)), ("openOpen", (false, false)), ("closedOpen", (true, false)), ("closedClosed", (true, true)));
        double low = Margin(element, "leftMargin", double.NegativeInfinity);
        double high = Margin(element, "rightMargin", double.PositiveInfinity);
        element.Done();
        if (low > high) throw element.Refusal("ends before it begins");
        return new Interval(low, lowIsIn, high, highIsIn);
    }

    private static double Margin(PmmlElement element, string attribute, double otherwise) => element.Optional(attribute) switch
    {
        null => otherwise,
        "INF" or "Infinity" => double.PositiveInfinity,
        "-INF" or "-Infinity" => double.NegativeInfinity,
        var text when PmmlText.TryNumber(text, out double number) => number,
        var text => throw new ArtifactRefusedException($"{element.Path}/@{attribute}", $"must be a number, is {PmmlText.Shortened(text)}"),
    };
}
