using System.Collections.Frozen;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions;

/// <summary>Where a variable's value comes from when the expression is evaluated.</summary>
public enum VariableForm
{
    Unspecified = 0,
    /// <summary>A number in a slot, a double; NaN is missing.</summary>
    Number,
    /// <summary>0 or 1 in a slot, a bool; NaN is missing.</summary>
    Flag,
    /// <summary>The index of a category in a slot, a string; NaN is missing.</summary>
    Category,
    /// <summary>Seconds since 1970 UTC in a slot, a timestamp; NaN is missing.</summary>
    Moment,
    /// <summary>Any value, given beside the slots; <see cref="CelKind.Unspecified"/> is missing.</summary>
    Given,
}

/// <summary>A name that expressions may use.</summary>
/// <param name="Name">May hold dots, such as <c>risk.pd</c>.</param>
/// <param name="Index">Slot, or with <see cref="VariableForm.Given"/> the place among the values given.</param>
/// <param name="Categories">In index order; empty unless the form is <see cref="VariableForm.Category"/>.</param>
public sealed record Variable(string Name, CelType Type, VariableForm Form, int Index, IReadOnlyList<string> Categories)
{
    public static Variable Number(string name, int slot) => new(name, CelType.Double, VariableForm.Number, slot, []);

    public static Variable Flag(string name, int slot) => new(name, CelType.Bool, VariableForm.Flag, slot, []);

    public static Variable Category(string name, int slot, IReadOnlyList<string> categories) => new(name, CelType.String, VariableForm.Category, slot, categories);

    public static Variable Moment(string name, int slot) => new(name, CelType.Timestamp, VariableForm.Moment, slot, []);

    public static Variable Given(string name, CelType type, int index) => new(name, type, VariableForm.Given, index, []);
}

/// <summary>The names that an expression may use, and a word for those that it may not use here.</summary>
public sealed class ExpressionScope
{
    private readonly FrozenDictionary<string, Variable> _variables;
    private readonly FrozenDictionary<string, string> _refused;

    /// <param name="refused">Names that exist but cannot be used here, each with the sentence that says why ("is worked out in stage risk, after this rule").</param>
    public ExpressionScope(IEnumerable<Variable> variables, IReadOnlyDictionary<string, string>? refused = null)
    {
        _variables = variables.ToFrozenDictionary(variable => variable.Name, StringComparer.Ordinal);
        _refused = (refused ?? new Dictionary<string, string>()).ToFrozenDictionary(StringComparer.Ordinal);
    }

    public IEnumerable<string> Names => _variables.Keys;

    public Variable? Find(string name) => _variables.GetValueOrDefault(name);

    public string? WhyRefused(string name) => _refused.GetValueOrDefault(name);
}
