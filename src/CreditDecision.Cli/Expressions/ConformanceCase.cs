using System.Text.Json.Nodes;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Expressions;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Cli.Expressions;

/// <summary>One expression with the value that it must have.</summary>
/// <param name="Expected">Null where the evaluation must end in an error.</param>
internal sealed record ConformanceCase(string Id, string Text, Bindings Bindings, bool Unchecked, CelValue? Expected)
{
    /// <exception cref="Cli.Failure">It is no case.</exception>
    public static ConformanceCase Read(JsonNode? node, string name)
    {
        if (node is not JsonObject one || one["id"] is not JsonValue id || one["expr"] is not JsonValue text || one["expect"] is not JsonObject expect)
            throw new Failure($"{name}: a case has id, expr and expect");
        bool fails = expect["type"] is JsonValue type && type.ToString() == ValueJson.ErrorType;
        return new ConformanceCase(
            id.ToString(),
            text.ToString(),
            Bindings.Of(one["bindings"] as JsonObject ?? []),
            one["disable_check"]?.ToString() is "true",
            fails ? null : ValueJson.Read(expect, $"{name}: expect"));
    }

    public ConformanceAnswer Answer()
    {
        var limits = ExpressionLimits.Default with { Unchecked = Unchecked };
        CheckedExpression? expression = ExpressionReader.Read(Text, Bindings.Scope, null, limits, out IReadOnlyList<ExpressionError> errors);
        if (expression is null) return new ConformanceAnswer($"expected {Wanted}, refused: {string.Join("; ", errors)}", false);
        ConformanceAnswer compiled = Answer(expression, EvaluationForm.Compiled);
        return compiled.Difference is null ? Answer(expression, EvaluationForm.Plain) : compiled;
    }

    private string Wanted => Expected is { } value ? ValueJson.Canonical(value) : "an error";

    private ConformanceAnswer Answer(CheckedExpression expression, EvaluationForm form)
    {
        CelValue got = Evaluator.Create(expression, form).Evaluate(new ExpressionFrame([], Bindings.Values));
        if (Expected is { } expected ? Same(expected, got) : got.IsError) return new ConformanceAnswer(null, false);
        if (Expected is { } written && UndoneEscapes.Read(written) is { } read && Same(read, got)) return new ConformanceAnswer(null, true);
        return new ConformanceAnswer($"expected {Wanted}, got {ValueJson.Canonical(got)} ({SnakeCase.Of(form)})", false);
    }

    private static bool Same(CelValue expected, CelValue got) => ValueJson.Canonical(expected) == ValueJson.Canonical(got);
}

/// <param name="Difference">Null when both forms of evaluation give what is expected.</param>
/// <param name="EscapesRead">They do once <see cref="UndoneEscapes"/> of the expected value are read.</param>
internal sealed record ConformanceAnswer(string? Difference, bool EscapesRead);
