using System.Collections.Immutable;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Expressions;
using CreditDecision.Core.Expressions.Values;
using CreditDecision.Core.Strategies.Facts;
using CreditDecision.Core.Strategies.Tables;

namespace CreditDecision.Core.Strategies.Rules;

/// <summary>Reads the conditions and formulas of one strategy and keeps what all of them may cost together in bounds.</summary>
internal sealed class StrategyExpressions(StrategyNames names, EvaluationForm form)
{
    /// <summary>
    /// Steps of all conditions and formulas of a strategy together. At a few nanoseconds a step a decision stays within some milliseconds even
    /// where every one of them takes its dearest way.
    /// </summary>
    public const long MostCost = 1_000_000;

    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);
    private long _cost;
    private (long Cost, string Path) _dearest;

    /// <summary>A table has mistakes of its own: what it would have answered is not reported as unknown as well.</summary>
    public void LeaveOut(string tableNames) => _unread.Add(tableNames);

    /// <param name="wanted">What it must give; null for a number or a flag.</param>
    /// <param name="upTo">The last stage whose facts it may read.</param>
    /// <returns>Null with an error in the document, or because it speaks of a table that has one.</returns>
    public StrategyExpression? Read(DocumentObject document, string key, CelType? wanted, Stage upTo)
    {
        string text = document.Text(key, ExpressionLimits.Default.MostCharacters);
        if (text.Length == 0 || _unread.Any(table => text.Contains(table, StringComparison.Ordinal))) return null;
        CheckedExpression? read = ExpressionReader.Read(text, names.UpTo(upTo), wanted, ExpressionLimits.Default, out IReadOnlyList<ExpressionError> errors);
        foreach (ExpressionError error in errors) document.Fail(key, Say(text, error));
        if (read is null) return null;
        if (wanted is null && !IsNumberOrFlag(read.Type)) document.Fail(key, $"must give a number or a flag, gives {read.Type}");
        Charge(read.Cost, $"{document.Path}.{key}");
        ImmutableArray<int> slots = [.. read.Variables.Values.Select(variable => variable.Index).Distinct().Order()];
        return new StrategyExpression(text, read.Type, Evaluator.Create(read, form), slots, read.Cost);
    }

    /// <summary>The stage from which everything that an expression reads is known.</summary>
    public Stage KnownFrom(StrategyExpression expression) => expression.Slots.Select(names.KnownFrom).DefaultIfEmpty(Stage.Compliance).Max();

    /// <summary>A rule of a table asks it once more: what its inputs cost, and a step for each row that may match.</summary>
    public void Charge(StrategyTable table, string path) =>
        Charge(table.Sources.Sum(source => source.Expression?.Cost ?? 0) + (table.Table.HitPolicy == HitPolicy.Collect ? table.Table.RowCount : 1), path);

    public void CheckCost(DocumentErrors errors)
    {
        if (_cost > MostCost)
            errors.Add("", $"the conditions and formulas may take {_cost} steps together, more than {MostCost}; the dearest is {_dearest.Path} with {_dearest.Cost}");
    }

    private void Charge(long cost, string path)
    {
        _cost += cost;
        if (cost > _dearest.Cost) _dearest = (cost, path);
    }

    private static bool IsNumberOrFlag(CelType type) => type.Kind is CelKind.Double or CelKind.Int or CelKind.Uint or CelKind.Bool;

    // Which line matters only where there are several.
    private static string Say(string text, ExpressionError error) =>
        text.Contains('\n') ? $"line {error.Line}, column {error.Column}: {error.Message}" : $"column {error.Column}: {error.Message}";
}
