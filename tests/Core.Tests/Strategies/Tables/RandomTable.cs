using CreditDecision.Core.Expressions;
using CreditDecision.Core.Strategies.Tables;

namespace CreditDecision.Core.Tests.Strategies.Tables;

/// <summary>What a row asks of one input, as a document writes it and as this file understands it by itself.</summary>
internal sealed record RandomCell(string Text, Func<double, bool> Matches);

/// <summary>
/// A table of a few rows, the same for the same seed. All bounds are whole numbers from 0 to 10, so the halves from -1 to 11 show every
/// difference between two rows, and every question about the table can be answered by trying all inputs.
/// </summary>
internal sealed class RandomTable
{
    private static readonly double[][] Domain =
    [
        [0, 1, 2, 3],
        [.. Enumerable.Range(0, 21).Select(half => half / 2.0), double.NaN],
        [0, 1, double.NaN],
        [.. Enumerable.Range(-2, 25).Select(half => half / 2.0)],
    ];

    private readonly Random _random;
    private readonly int[] _columns;

    public RandomTable(int seed)
    {
        _random = new Random(seed);
        _columns = [.. Enumerable.Range(0, 4).Where(_ => _random.Next(3) > 0)];
        if (_columns.Length == 0) _columns = [_random.Next(4)];
        if (_columns.Length == 4) _columns = _columns[.._random.Next(2, 4)];
        Inputs = [.. Points(0)];
        Rows = [.. Enumerable.Range(0, _random.Next(1, 14)).Select(_ => Row())];
    }

    public List<RandomCell[]> Rows { get; private set; }

    /// <summary>All inputs that can come, as far as a table could tell them apart.</summary>
    public IReadOnlyList<double[]> Inputs { get; }

    public int Columns => _columns.Length;

    public static bool Matches(RandomCell[] row, double[] inputs) => row.Zip(inputs).All(pair => pair.First.Matches(pair.Second));

    public bool Meet(int one, int other) => Inputs.Any(inputs => Matches(Rows[one], inputs) && Matches(Rows[other], inputs));

    public bool Covers(int outer, int inner) => Inputs.All(inputs => Matches(Rows[outer], inputs) || !Matches(Rows[inner], inputs));

    public bool IsAnswered(double[] inputs) => Rows.Exists(row => Matches(row, inputs));

    /// <summary>Leaves out what would be refused under the policy.</summary>
    public RandomTable Tidied(HitPolicy hit)
    {
        List<RandomCell[]> all = Rows;
        Rows = [];
        foreach (RandomCell[] row in all)
        {
            Rows.Add(row);
            int last = Rows.Count - 1;
            bool isRefused = Enumerable.Range(0, last).Any(earlier => hit switch
            {
                HitPolicy.Unique => Meet(earlier, last),
                HitPolicy.First => Covers(earlier, last),
                _ => false,
            });
            if (isRefused) Rows.RemoveAt(last);
        }
        return this;
    }

    public string Document(HitPolicy hit, string more = "\"complete\": false,")
    {
        string[] aggregates = ["sum", "min", "max"];
        string aggregate = hit == HitPolicy.Collect ? $", \"aggregate\": \"{aggregates[Rows.Count % 3]}\"" : "";
        return TableContent.Document(hit.ToString().ToLowerInvariant(), _columns.Select(column => TableContent.Columns[column].Name),
            $"{{ \"name\": \"most\", \"type\": \"number\"{aggregate} }}, {{ \"name\": \"good\", \"type\": \"flag\" }}, {{ \"name\": \"note\", \"type\": \"text\" }}",
            Rows.Select((row, index) => $"[{string.Join(", ", row.Select(cell => cell.Text))}, {index * 7 % 5}.25, {(index % 3 == 2 ? "true" : "false")}, \"n{index}\"]"),
            more);
    }

    public DecisionTable Read(HitPolicy hit, EvaluationForm form) => TableContent.Sound(Document(hit), form);

    /// <summary>Inputs as an error names them: "grade = B, amount missing".</summary>
    public double[] Parse(string example) => [.. example.Split(", ").Select((part, index) => ParseOne(TableContent.Columns[_columns[index]], part))];

    /// <summary>Inputs of every kind, also such as never come.</summary>
    public double[] AnyInputs(Random random) => [.. _columns.Select(column => random.Next(4) > 0
        ? Domain[column][random.Next(Domain[column].Length)]
        : random.Next(7) switch
        {
            0 => double.NaN,
            1 => double.PositiveInfinity,
            2 => double.NegativeInfinity,
            3 => Math.BitIncrement(random.Next(11)),
            4 => Math.BitDecrement(random.Next(11)),
            5 => -0.0,
            _ => random.Next(-20, 30),
        })];

    private static double ParseOne(TableColumn column, string part)
    {
        if (part == $"{column.Name} missing") return double.NaN;
        string value = part[$"{column.Name} = ".Length..];
        int index = column.Categories.ToList().IndexOf(value);
        return index >= 0 ? index : value switch { "true" => 1, "false" => 0, _ => double.Parse(value) };
    }

    private IEnumerable<double[]> Points(int at) => at == _columns.Length
        ? [[]]
        : Domain[_columns[at]].SelectMany(value => Points(at + 1).Select(rest => (double[])[value, .. rest]));

    private RandomCell[] Row() => [.. _columns.Select(column => _random.Next(4) == 0 ? new RandomCell("\"any\"", _ => true) : CellOf(column))];

    private RandomCell CellOf(int column) => column switch
    {
        0 => Category(),
        2 => Flag(),
        1 when _random.Next(8) == 0 => new RandomCell("\"missing\"", double.IsNaN),
        _ => _random.Next(3) == 0 ? AnyOf(Number(), Number()) : Number(),
    };

    private RandomCell Category()
    {
        int one = _random.Next(4), other = _random.Next(4);
        string first = "ABCD"[one].ToString(), second = "ABCD"[other].ToString();
        return _random.Next(4) switch
        {
            0 => new RandomCell($"\"not {first}\"", value => Known(value) && value != one),
            1 when one != other => new RandomCell($"{{ \"not\": [\"{first}\", \"{second}\"] }}", value => Known(value) && value != one && value != other),
            2 => new RandomCell($"[\"{first}\", \"{second}\"]", value => value == one || value == other),
            _ => new RandomCell($"\"{first}\"", value => value == one),
        };
    }

    private static bool Known(double value) => value is 0 or 1 or 2 or 3;

    private RandomCell Flag() => _random.Next(4) switch
    {
        0 => new RandomCell("\"missing\"", double.IsNaN),
        1 => new RandomCell("[true, \"missing\"]", value => double.IsNaN(value) || value == 1),
        2 => new RandomCell("false", value => value == 0),
        _ => new RandomCell("true", value => value == 1),
    };

    private static RandomCell AnyOf(RandomCell one, RandomCell other) =>
        new($"[{one.Text}, {other.Text}]", value => one.Matches(value) || other.Matches(value));

    private RandomCell Number()
    {
        int low = _random.Next(0, 10), high = _random.Next(low + 1, 11);
        return _random.Next(9) switch
        {
            0 => new RandomCell($"\"< {high}\"", value => value < high),
            1 => new RandomCell($"\"<={high}\"", value => value <= high),
            2 => new RandomCell($"\"> {low}\"", value => value > low),
            3 => new RandomCell($"\">= {low}\"", value => value >= low),
            4 => new RandomCell($"\"[{low}, {high})\"", value => value >= low && value < high),
            5 => new RandomCell($"\"({low}, {high}]\"", value => value > low && value <= high),
            6 => new RandomCell($"\"[{low},{high}]\"", value => value >= low && value <= high),
            7 => new RandomCell($"\"({low}, {high})\"", value => value > low && value < high),
            _ => new RandomCell($"{low}", value => value == low),
        };
    }
}
