using CreditDecision.Core.Scoring.Programs;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <param name="Literal">The text of a constant that gives no type of its own; null for anything else.</param>
internal sealed record PmmlExpression(Expression Value, PmmlType Type, Origin Origin, string? Literal = null);

/// <param name="Wanted">The type that an untyped constant takes, where one is known.</param>
/// <param name="Depth">Of the expressions around.</param>
internal readonly record struct ExpressionContext(Scope Scope, PmmlType Wanted, int Depth)
{
    internal PmmlProgram Program => Scope.Program;

    internal ExpressionContext Inner(PmmlType wanted = PmmlType.Unspecified) => new(Scope, wanted, Depth + 1);
}

/// <summary>The expressions of PMML 4.4, Transformations, but for those that look at more than one record or at language.</summary>
internal static class PmmlExpressions
{
    /// <summary>Of expressions and of predicates. What people write stays below ten; recursion stays far from the end of the stack.</summary>
    internal const int MostDepth = 64;

    private static readonly HashSet<string> Names =
        ["Constant", "FieldRef", "NormContinuous", "NormDiscrete", "Discretize", "MapValues", "Apply"];

    /// <summary>The one expression that an element holds.</summary>
    internal static PmmlExpression ReadOnly(PmmlElement parent, ExpressionContext context)
    {
        List<PmmlElement> found = parent.Children(Names.Contains);
        if (found.Count == 1) return Read(found[0], context);
        // An expression that is not supported is named by the element's own check; one that is not there, here.
        parent.Done();
        throw parent.Refusal(found.Count == 0 ? "has no expression" : "has more than one expression");
    }

    internal static List<PmmlElement> In(PmmlElement parent) => parent.Children(Names.Contains);

    internal static PmmlExpression Read(PmmlElement element, ExpressionContext context)
    {
        if (context.Depth > MostDepth) throw element.Refusal($"is nested deeper than {MostDepth}");
        context.Program.Enter(element);
        PmmlExpression expression = element.Name switch
        {
            "Constant" => ReadConstant(element, context),
            "FieldRef" => ReadReference(element, context),
            "NormContinuous" => PmmlTables.ReadLine(element, context),
            "NormDiscrete" => ReadIndicator(element, context),
            "Discretize" => PmmlTables.ReadBins(element, context),
            "MapValues" => PmmlMap.Read(element, context),
            _ => PmmlFunctions.Read(element, context),
        };
        context.Program.Leave();
        element.Done();
        return expression;
    }

    /// <summary>A constant written as text, of the wanted type or, without one, a number where it reads as one.</summary>
    internal static PmmlExpression Constant(PmmlElement element, string text, PmmlType type, PmmlProgram program)
    {
        bool untyped = type == PmmlType.Unspecified;
        if (untyped) type = PmmlText.TryNumber(text, out _) ? PmmlType.Double : text is "true" or "false" ? PmmlType.Truth : PmmlType.Text;
        double value = type == PmmlType.Text ? program.Texts.CodeOf(text) : PmmlTypes.Parse(element, type, text);
        return new PmmlExpression(new Constant(value), type, Origin.Nothing, text);
    }

    /// <summary>The value that takes the place of a missing one.</summary>
    internal static Expression Replaced(PmmlElement element, string attribute, PmmlExpression of, PmmlProgram program) =>
        element.Optional(attribute) is not { } text ? of.Value
        : new Otherwise(of.Value, of.Type == PmmlType.Text ? program.Texts.CodeOf(text) : PmmlTypes.Parse(element, of.Type, text));

    private static PmmlExpression ReadConstant(PmmlElement element, ExpressionContext context)
    {
        string text = element.Text();
        bool typed = element.Optional("dataType") is not null;
        PmmlType type = typed ? PmmlTypes.Read(element) : context.Wanted;
        if (element.Truth("missing", false)) return new PmmlExpression(new Constant(double.NaN), type == 0 ? PmmlType.Double : type, Origin.Nothing);
        // A whole number is written to a field of fractions too; an untyped constant is never a text where a number is wanted.
        PmmlExpression constant = Constant(element, type == PmmlType.Text ? text : text.Trim(), type, context.Program);
        return typed && type != PmmlType.Text ? constant with { Literal = null } : constant;
    }

    private static PmmlExpression ReadReference(PmmlElement element, ExpressionContext context)
    {
        Field field = context.Scope.Resolve(element, "field");
        var plain = new PmmlExpression(new Slot(field.Slot), field.Type, field.Origin);
        return plain with { Value = Replaced(element, "mapMissingTo", plain, context.Program) };
    }

    private static PmmlExpression ReadIndicator(PmmlElement element, ExpressionContext context)
    {
        Field field = context.Scope.Resolve(element, "field");
        element.Word("method", "indicator", ("indicator", true));
        double value = field.Literal(element, element.Required("value"), context.Program);
        var plain = new PmmlExpression(new Indicator(field.Slot, value), PmmlType.Double, field.Origin with { Categories = [] });
        return plain with { Value = Replaced(element, "mapMissingTo", plain, context.Program) };
    }
}
