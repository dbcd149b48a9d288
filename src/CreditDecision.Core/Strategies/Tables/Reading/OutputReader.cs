using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;

namespace CreditDecision.Core.Strategies.Tables.Reading;

/// <summary>How the type of an output is written.</summary>
internal enum OutputType
{
    Unspecified = 0,
    Number,
    Flag,
    Text,
}

/// <summary>Reads one output, <c>{ name, type, aggregate? }</c>, and then its cell of each row.</summary>
internal sealed class OutputReader
{
    private const int MostTextLength = 128;
    // Sums of 60,000 of these are exact to far below a fen, and no amount or rate of a bank is larger.
    private const double MostNumber = 1e15;

    private readonly string _name;
    private readonly OutputType _type;
    private readonly Aggregation _aggregation;
    private readonly List<string> _texts = [];
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);

    private OutputReader(string name, OutputType type, Aggregation aggregation) => (_name, _type, _aggregation) = (name, type, aggregation);

    public string Name => _name;

    /// <summary>One for each cell that was added.</summary>
    public List<double> Values { get; } = [];

    public static OutputReader Read(DocumentObject document, HitPolicy hit)
    {
        string name = document.Text("name", 64);
        if (name == "hit") document.Fail("name", "must not be \"hit\", which says whether a row matched");
        else if (name.Length > 0 && !IsName(name)) document.Fail("name", $"must be small letters, digits and underscores, a letter first, is \"{name}\"");
        OutputType type = document.Choice<OutputType>("type");
        var reader = new OutputReader(name, type, AggregationOf(document, hit, type));
        document.Close();
        return reader;
    }

    public TableOutput Output() => new(_name, FeatureTypeOf(_type), [.. _texts], _aggregation);

    public void Add(DocumentValue cell) => Values.Add(_type switch
    {
        OutputType.Number => Number(cell),
        OutputType.Flag => Flag(cell),
        OutputType.Text => Text(cell),
        _ => double.NaN,
    });

    private static bool IsName(string name) =>
        char.IsAsciiLetterLower(name[0]) && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_');

    private static Aggregation AggregationOf(DocumentObject document, HitPolicy hit, OutputType type)
    {
        if (hit != HitPolicy.Collect)
        {
            if (document.Has("aggregate")) document.Fail("aggregate", "is only for tables whose hit is collect: here one row alone answers");
            return Aggregation.Unspecified;
        }
        Aggregation usual = type == OutputType.Flag ? Aggregation.Any : Aggregation.First;
        Aggregation written = type == OutputType.Number ? document.Choice<Aggregation>("aggregate") : document.Choice<Aggregation>("aggregate", usual);
        bool isNumeric = written is Aggregation.Sum or Aggregation.Min or Aggregation.Max;
        if (type == OutputType.Number && !isNumeric && written != Aggregation.Unspecified)
            document.Fail("aggregate", "must be sum, min or max for a number");
        if (type is OutputType.Flag or OutputType.Text && written != usual && written != Aggregation.Unspecified)
            document.Fail("aggregate", $"must be {SnakeCase.Of(usual)} for a {SnakeCase.Of(type)}");
        return written;
    }

    private static double Number(DocumentValue cell)
    {
        if (!cell.TryNumber(out double number)) cell.FailAs("must be a number");
        else if (Math.Abs(number) > MostNumber) cell.Fail($"must be between -{MostNumber} and {MostNumber}, is {number}");
        return number + 0.0;
    }

    private static double Flag(DocumentValue cell)
    {
        if (!cell.TryFlag(out bool flag)) cell.FailAs("must be true or false");
        return flag ? 1 : 0;
    }

    private double Text(DocumentValue cell)
    {
        if (!cell.TryText(out string text) || text.Length is 0 or > MostTextLength)
        {
            cell.FailAs($"must be text of 1 to {MostTextLength} characters");
            return double.NaN;
        }
        if (_known.TryGetValue(text, out int index)) return index;
        _known.Add(text, _texts.Count);
        _texts.Add(text);
        return _texts.Count - 1;
    }

    private static FeatureType FeatureTypeOf(OutputType type) => type switch
    {
        OutputType.Number => FeatureType.Number,
        OutputType.Flag => FeatureType.Flag,
        OutputType.Text => FeatureType.Category,
        _ => FeatureType.Unspecified,
    };
}
