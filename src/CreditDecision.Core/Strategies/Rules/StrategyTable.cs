using System.Collections.Immutable;
using CreditDecision.Core.Expressions.Values;
using CreditDecision.Core.Features;
using CreditDecision.Core.Strategies.Tables;

namespace CreditDecision.Core.Strategies.Rules;

/// <summary>Where a table's input comes from: a slot, or an expression.</summary>
public readonly record struct TableSource(int Slot, StrategyExpression? Expression);

/// <summary>A decision table of a strategy with where its inputs come from and where its answers go.</summary>
/// <param name="Sources">One for each input of the table.</param>
/// <param name="KnownFrom">The stage in which it is asked, once: the first in which all of its inputs are known.</param>
/// <param name="HitSlot">Gets 1 where a row matched, else 0; the outputs follow in their order, then the first row that matched.</param>
public sealed record StrategyTable(DecisionTable Table, ImmutableArray<TableSource> Sources, Stage KnownFrom, int HitSlot)
{
    private int RowSlot => HitSlot + 1 + Table.Outputs.Count;

    /// <summary>The slots that it reads, some perhaps more than once.</summary>
    public IEnumerable<int> Slots => Sources.SelectMany(source => source.Expression is { } expression ? expression.Slots : [source.Slot]);

    /// <summary>Asks the table and puts its answers into their slots.</summary>
    internal void Answer(FeatureVector vector)
    {
        Span<double> inputs = stackalloc double[Sources.Length];
        Span<double> outputs = stackalloc double[Table.Outputs.Count];
        Gather(vector.Values, inputs);
        Table.TryAnswer(inputs, outputs, out int firstRow, out int hits);
        vector.Set(HitSlot, hits > 0 ? 1 : 0);
        vector.Set(RowSlot, firstRow);
        for (int i = 0; i < outputs.Length; i++)
            if (!double.IsNaN(outputs[i])) vector.Set(HitSlot + 1 + i, outputs[i]);
    }

    /// <summary>Which rows match.</summary>
    /// <param name="rows">Gets the first of them, ascending.</param>
    /// <returns>How many match, which may be more than there is room for.</returns>
    public int FindRows(ReadOnlySpan<double> slots, Span<int> rows)
    {
        double answered = slots[RowSlot];
        // What it reads does not change after it was asked, so where only one row can match it is not asked again.
        if (Table.HitPolicy != HitPolicy.Collect && !double.IsNaN(answered)) return Only((int)answered, rows);
        Span<double> inputs = stackalloc double[Sources.Length];
        Gather(slots, inputs);
        return Table.HitPolicy == HitPolicy.Collect ? Table.FindAll(inputs, rows) : Only(Table.Find(inputs), rows);
    }

    /// <summary>The first input that is missing or cannot be worked out; null where every one is known.</summary>
    public CelError? FirstMissing(ReadOnlySpan<double> slots)
    {
        for (int i = 0; i < Sources.Length; i++)
        {
            TableSource source = Sources[i];
            if (source.Expression is { } expression)
            {
                if (expression.Number(slots, out _) is { } error) return error;
            }
            else if (double.IsNaN(slots[source.Slot]))
            {
                return new CelError(CelErrorKind.Missing, Table.Inputs[i].Name);
            }
        }
        return null;
    }

    private static int Only(int row, Span<int> rows)
    {
        rows[0] = row;
        return row < 0 ? 0 : 1;
    }

    // An input that cannot be worked out is missing; the table's own rows say what that means.
    private void Gather(ReadOnlySpan<double> slots, Span<double> inputs)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            TableSource source = Sources[i];
            if (source.Expression is null) inputs[i] = slots[source.Slot];
            else source.Expression.Number(slots, out inputs[i]);
        }
    }
}
