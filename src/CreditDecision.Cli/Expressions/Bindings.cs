using System.Text.Json;
using System.Text.Json.Nodes;
using CreditDecision.Core.Expressions;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Cli.Expressions;

/// <summary>Values given to the names of an expression, each with its type.</summary>
internal sealed class Bindings
{
    private Bindings(IReadOnlyList<Variable> variables, CelValue[] values) => (Scope, Values) = (new ExpressionScope(variables), values);

    public ExpressionScope Scope { get; }

    public CelValue[] Values { get; }

    /// <param name="given">A file's name or the JSON itself; null for none.</param>
    /// <exception cref="Failure">It is neither, or a value is none of its type.</exception>
    public static Bindings Read(string? given)
    {
        if (given is null) return Of([]);
        bool inline = given.TrimStart().StartsWith('{');
        if (!inline && !File.Exists(given)) throw new Failure($"{given}: there is no such file");
        string name = inline ? "--bindings" : given;
        return JsonText.Parse(inline ? given : File.ReadAllText(given), name) is JsonObject bindings ? Of(bindings) : throw new Failure($"{name}: is no object of names and values");
    }

    public static Bindings Of(JsonObject bindings)
    {
        var variables = new List<Variable>();
        var values = new List<CelValue>();
        foreach ((string name, JsonNode? node) in bindings)
        {
            CelValue value = ValueJson.Read(node, name);
            variables.Add(Variable.Given(name, ValueTypes.Of(value), values.Count));
            values.Add(value);
        }
        return new Bindings(variables, [.. values]);
    }
}

/// <summary>JSON that people hand over.</summary>
internal static class JsonText
{
    // A name given twice would otherwise be found out only when it is asked for.
    private static readonly JsonDocumentOptions NoNameTwice = new() { AllowDuplicateProperties = false };

    public static JsonNode? Parse(string text, string name)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: NoNameTwice);
        }
        catch (JsonException e)
        {
            throw new Failure($"{name}: is no JSON: {e.Message}");
        }
    }
}
