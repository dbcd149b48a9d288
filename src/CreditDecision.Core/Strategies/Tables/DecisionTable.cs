using CreditDecision.Core.Documents;
using CreditDecision.Core.Expressions;
using CreditDecision.Core.Strategies.Tables.Reading;
using CreditDecision.Core.Strategies.Tables.Searching;

namespace CreditDecision.Core.Strategies.Tables;

/// <summary>
/// Rows of conditions and answers, as in DMN: which of them match the inputs, and what they say. Immutable; asked from any number of threads, and
/// asking allocates nothing.
/// </summary>
/// <remarks>Inputs are given in the order of <see cref="Inputs"/>, as in the feature vector: flags 0 or 1, categories by index, NaN is missing.</remarks>
public sealed class DecisionTable
{
    /// <summary>Wider tables are several tables; see <see cref="IndexCursor"/>, which keeps this many on the stack.</summary>
    public const int MostInputs = 16;

    public const int MostOutputs = 16;

    /// <summary>What is read and checked within seconds and answered within microseconds, measured by the benchmark of tables.</summary>
    public const int MostRows = 60_000;

    private readonly TableRows _rows;
    private readonly RowIndex? _index;
    private readonly TableOutput[] _outputs;
    private readonly double[] _values;
    private readonly double[]? _default;

    internal DecisionTable(string id, HitPolicy hitPolicy, TableRows rows, TableOutput[] outputs, double[] values, double[]? otherwise, RowIndex? index)
    {
        Id = id;
        HitPolicy = hitPolicy;
        (_rows, _outputs, _values, _default, _index) = (rows, outputs, values, otherwise, index);
    }

    public string Id { get; }

    public HitPolicy HitPolicy { get; }

    public IReadOnlyList<TableColumn> Inputs => _rows.Columns;

    public IReadOnlyList<TableOutput> Outputs => _outputs;

    public int RowCount => _rows.Count;

    /// <summary>Whether outputs are answered where no row matches.</summary>
    public bool HasDefault => _default is not null;

    /// <summary>What the index takes beside the rows, in bytes; 0 without one.</summary>
    public long IndexBytes => _index?.Bytes ?? 0;

    /// <summary>
    /// Reads <c>{ id, hit, complete?, inputs, outputs, default?, rows }</c>; null after every mistake was recorded with its path, among them rows of a
    /// unique table that meet, inputs that no row of a whole table answers, and rows that can never answer.
    /// </summary>
    /// <param name="resolveInput">Says what an item of <c>inputs</c> is, reading its keys but not closing it; null after it recorded a mistake.</param>
    /// <param name="form">Compiled answers by the index, plain by looking at row after row.</param>
    public static DecisionTable? Read(DocumentObject document, Func<DocumentObject, TableColumn?> resolveInput, EvaluationForm form) =>
        TableReader.Read(document, resolveInput, form);

    /// <summary>The first row that matches, from 0, or -1.</summary>
    public int Find(ReadOnlySpan<double> inputs) => new RowMatches(_rows, _index, inputs).Next();

    /// <summary>All rows that match, ascending, as many as there is room for.</summary>
    /// <returns>How many match, which may be more than there was room for.</returns>
    public int FindAll(ReadOnlySpan<double> inputs, Span<int> rows)
    {
        var matches = new RowMatches(_rows, _index, inputs);
        int count = 0;
        for (int row = matches.Next(); row >= 0; row = matches.Next())
        {
            if (count < rows.Length) rows[count] = row;
            count++;
        }
        return count;
    }

    /// <summary>A number as it is, a flag as 0 or 1, a text by its index.</summary>
    /// <param name="row">-1 for the default, which is NaN where there is none.</param>
    public double Value(int row, int output) => row >= 0 ? _values[row * _outputs.Length + output] : _default?[output] ?? double.NaN;

    /// <summary>What the table says: of its one row, of all rows that match put together where it collects, or its default.</summary>
    /// <param name="outputs">One for each of <see cref="Outputs"/>; all NaN where nothing is said.</param>
    /// <param name="firstRow">The first row that matches, or -1.</param>
    /// <param name="hits">How many rows spoke; 0 where the default did, or nothing.</param>
    /// <returns>Whether anything is said.</returns>
    public bool TryAnswer(ReadOnlySpan<double> inputs, Span<double> outputs, out int firstRow, out int hits)
    {
        var matches = new RowMatches(_rows, _index, inputs);
        firstRow = matches.Next();
        hits = firstRow >= 0 ? 1 : 0;
        for (int output = 0; output < _outputs.Length; output++) outputs[output] = Value(firstRow, output);
        if (hits == 0 || HitPolicy != HitPolicy.Collect) return hits > 0 || HasDefault;
        for (int row = matches.Next(); row >= 0; row = matches.Next())
        {
            hits++;
            for (int output = 0; output < _outputs.Length; output++)
                outputs[output] = Together(_outputs[output].Aggregation, outputs[output], Value(row, output));
        }
        return true;
    }

    /// <summary>The name that its author gave, or its place: "row 12", from 1.</summary>
    public string RowName(int row) => _rows.NameOf(row);

    private static double Together(Aggregation aggregation, double one, double other) => aggregation switch
    {
        Aggregation.Sum => one + other,
        Aggregation.Min => Math.Min(one, other),
        Aggregation.Max or Aggregation.Any => Math.Max(one, other),
        _ => one,
    };
}
