using System.Collections.Frozen;
using CreditDecision.Cli.Calls;
using CreditDecision.Core.Documents;
using Google.Protobuf.Reflection;

namespace CreditDecision.Cli.Mappings;

/// <summary>
/// Reads the operations of a mapping. The set is closed on purpose: a mapping says where each value comes from and can be checked
/// whole before the first row; it is no programming language.
/// </summary>
internal sealed class OperationReader(MappingScope scope)
{
    private const double MostNumber = 1e15;
    private const int MostCases = 1_000;

    // Ratios of ratios of ratios: nobody can say what the figure means.
    private const int MostDepth = 3;

    private static readonly string[] NumberKinds = ["constant", "column", "max", "min", "sum", "mean", "count_at_least", "ratio"];

    /// <summary>The operation for a field of the API, in the field's own type. Does not close the object: other keys may stand beside it.</summary>
    public FieldSource Field(DocumentObject operation, FieldDescriptor field) => field.FieldType switch
    {
        FieldType.String => Text(operation),
        FieldType.Int64 or FieldType.Int32 => new WholeField(Number(operation), operation.Path, field.FieldType == FieldType.Int64),
        FieldType.Double => new DoubleField(Number(operation)),
        FieldType.Bool => Flag(operation),
        FieldType.Enum => Enumerated(operation, field.EnumType),
        FieldType.Message => Time(operation),
        _ => throw new InvalidOperationException($"The API has a field of type {field.FieldType}, which mappings do not know."),
    };

    public NumberOperation Number(DocumentObject operation) => Number(operation, MostDepth);

    public FieldSource Flag(DocumentObject operation) =>
        ConstantOrMap(operation, (document, key) => document.Flag(key));

    /// <summary>A category of the feature catalog; which ones exist is the service's to say.</summary>
    public FieldSource Category(DocumentObject operation) => Text(operation);

    /// <summary>A fixed time, or one relative to the run.</summary>
    public FieldSource Time(DocumentObject operation) => TimeField.At(Moment(operation, "time"));

    public DateTimeOffset Moment(DocumentObject document, string key)
    {
        string text = document.Text(key);
        if (Moments.TryParse(text, scope.Run.Now, out DateTimeOffset moment)) return moment;
        if (text.Length > 0) document.Fail(key, $"must be a time: {Moments.Format}");
        return scope.Run.Now;
    }

    private NumberOperation Number(DocumentObject operation, int depth)
    {
        NumberOperation figure = One(operation, NumberKinds) switch
        {
            "constant" => new ConstantNumber(operation.Number("constant", -MostNumber, MostNumber)),
            "column" when operation.Has("map") => MappedNumber(operation),
            "column" => new ColumnNumber(scope.Cells(operation, "column")),
            "max" => Aggregate(operation, "max", Aggregation.Max),
            "min" => Aggregate(operation, "min", Aggregation.Min),
            "sum" => Aggregate(operation, "sum", Aggregation.Sum),
            "mean" => Aggregate(operation, "mean", Aggregation.Mean),
            "count_at_least" => Count(operation),
            "ratio" => Ratio(operation, depth),
            _ => new ConstantNumber(double.NaN),
        };
        return Adjusted(operation, figure);
    }

    private AggregateNumber Aggregate(DocumentObject operation, string key, Aggregation aggregation) =>
        new(aggregation, scope.CellsOfAll(operation, key, operation));

    private CountAtLeast Count(DocumentObject operation)
    {
        DocumentObject count = operation.Child("count_at_least");
        var counted = new CountAtLeast(scope.CellsOfAll(count, "columns", operation), count.Number("threshold", -MostNumber, MostNumber));
        count.Close();
        return counted;
    }

    private NumberOperation Ratio(DocumentObject operation, int depth)
    {
        DocumentObject ratio = operation.Child("ratio");
        if (depth == 0) ratio.Errors.Add(ratio.Path, $"is nested deeper than {MostDepth} ratios");
        if (depth == 0) return new ConstantNumber(double.NaN);
        var over = new RatioNumber(Part(ratio, "of", depth), Part(ratio, "to", depth));
        ratio.Close();
        return over;
    }

    private NumberOperation Part(DocumentObject ratio, string key, int depth)
    {
        DocumentObject part = ratio.Child(key);
        if (!ratio.Has(key)) return new ConstantNumber(double.NaN);
        NumberOperation figure = Number(part, depth - 1);
        part.Close();
        return figure;
    }

    private static NumberOperation Adjusted(DocumentObject operation, NumberOperation figure)
    {
        double scale = operation.Number("scale", -MostNumber, MostNumber, 1);
        double offset = operation.Number("offset", -MostNumber, MostNumber, 0);
        double? step = operation.OptionalNumber("round", 1e-9, MostNumber);
        (double least, double most) = (double.NegativeInfinity, double.PositiveInfinity);
        if (operation.OptionalChild("clamp") is { } clamp)
        {
            least = clamp.OptionalNumber("least", -MostNumber, MostNumber) ?? least;
            most = clamp.OptionalNumber("most", -MostNumber, MostNumber) ?? most;
            if (least > most) clamp.Fail("least", $"is above most, {most}");
            clamp.Close();
        }
        // Mathematically unsound bounds were reported; they must not throw before the report is read.
        var adjustment = new Adjustment(scale, offset, step, Math.Min(least, most), most);
        return adjustment == new Adjustment(1, 0, null, double.NegativeInfinity, double.PositiveInfinity) ? figure : new AdjustedNumber(figure, adjustment);
    }

    private FieldSource Text(DocumentObject operation) => One(operation, "constant", "pattern", "column") switch
    {
        "constant" => new ConstantField(operation.Text("constant")),
        "pattern" => TextPattern.Read(operation, "pattern", scope),
        "column" when operation.Has("map") => Mapped(operation, (document, key) => document.Text(key)),
        "column" => new ColumnText(scope.Cells(operation, "column")),
        _ => new ConstantField(""),
    };

    private FieldSource Enumerated(DocumentObject operation, EnumDescriptor type) => ConstantOrMap(operation, (document, key) =>
    {
        string name = document.Text(key);
        int number = type.FindValueByName(name)?.Number ?? 0;
        if (name.Length > 0 && number == 0)
            document.Fail(key, $"must be one of {string.Join(", ", type.Values.Where(value => value.Number != 0).Select(value => value.Name))}");
        return Enum.ToObject(type.ClrType, number);
    });

    private FieldSource ConstantOrMap(DocumentObject operation, Func<DocumentObject, string, object> read)
    {
        string kind = One(operation, "constant", "column");
        if (kind == "constant") return new ConstantField(read(operation, "constant"));
        if (kind == "column" && !operation.Has("map")) operation.Fail("column", "needs a map here: the file's texts are not this field's values");
        return kind == "column" ? Mapped(operation, read) : new ConstantField(false);
    }

    private MappedField Mapped(DocumentObject operation, Func<DocumentObject, string, object> read)
    {
        Cells cells = scope.Cells(operation, "column");
        FrozenDictionary<string, object> table = Table(operation, read);
        return new MappedField(cells, table, operation.Has("otherwise") ? read(operation, "otherwise") : null);
    }

    private MappedNumber MappedNumber(DocumentObject operation)
    {
        Cells cells = scope.Cells(operation, "column");
        FrozenDictionary<string, double> table = Table(operation, (document, key) => document.Number(key, -MostNumber, MostNumber));
        return new MappedNumber(cells, table, operation.OptionalNumber("otherwise", -MostNumber, MostNumber));
    }

    private static FrozenDictionary<string, T> Table<T>(DocumentObject operation, Func<DocumentObject, string, T> read)
    {
        var table = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (DocumentObject item in operation.Children("map", MostCases))
        {
            T value = read(item, "then");
            foreach (string text in item.Texts("when", MostCases))
                if (!table.TryAdd(text, value)) item.Fail("when", $"\"{text}\" has a value already");
            item.Close();
        }
        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string One(DocumentObject operation, params string[] kinds)
    {
        string[] given = [.. kinds.Where(operation.Has)];
        if (given.Length == 1) return given[0];
        operation.Errors.Add(operation.Path, $"needs exactly one of {string.Join(", ", kinds)}, has {(given.Length == 0 ? "none" : string.Join(" and ", given))}");
        return "";
    }
}
