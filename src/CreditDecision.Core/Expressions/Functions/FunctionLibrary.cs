using System.Collections.Frozen;

namespace CreditDecision.Core.Expressions.Functions;

/// <summary>Every function that evaluates all its arguments. <c>&amp;&amp;</c>, <c>||</c> and <c>? :</c> do not and are the evaluators' own.</summary>
internal static class FunctionLibrary
{
    private static readonly FrozenDictionary<(string Name, bool IsMethod, int Count), Function> Known = new[]
    {
        Arithmetic.Functions, Relations.Functions, Collections.Functions, Conversions.Functions,
        Texts.Functions, TextExtensions.Functions, Patterns.Functions, Calendar.Functions, Rounding.Functions, Extremes.Functions,
    }.SelectMany(functions => functions).ToFrozenDictionary(function => (function.Name, function.IsMethod, function.Count));

    /// <param name="count">Arguments, a method's target among them.</param>
    /// <returns>Null where the language has no such function.</returns>
    public static Function? Find(string name, bool isMethod, int count) =>
        Known.TryGetValue((name, isMethod, count), out Function? exact) ? exact
        : count > 0 && Known.TryGetValue((name, isMethod, Function.AnyNumber), out Function? any) ? any : null;
}
