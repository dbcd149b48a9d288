using CreditDecision.Core.Scoring.Programs;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>Apply with the built-in functions of PMML 4.4; functions of dates and of texts, and a document's own, are refused by name.</summary>
internal static class PmmlFunctions
{
    private static readonly Dictionary<string, FunctionName> OfOne = new()
    {
        ["abs"] = FunctionName.Absolute, ["exp"] = FunctionName.Exponential, ["expm1"] = FunctionName.ExponentialLess1,
        ["ln"] = FunctionName.Logarithm, ["log10"] = FunctionName.Logarithm10, ["ln1p"] = FunctionName.LogarithmOf1More,
        ["sqrt"] = FunctionName.SquareRoot, ["floor"] = FunctionName.Floor, ["ceil"] = FunctionName.Ceiling, ["round"] = FunctionName.Round,
        ["rint"] = FunctionName.RoundHalfEven, ["sin"] = FunctionName.Sine, ["cos"] = FunctionName.Cosine, ["tan"] = FunctionName.Tangent,
        ["tanh"] = FunctionName.HyperbolicTangent,
    };

    private static readonly Dictionary<string, FunctionName> OfTwo = new()
    {
        ["+"] = FunctionName.Add, ["-"] = FunctionName.Subtract, ["*"] = FunctionName.Multiply, ["/"] = FunctionName.Divide,
        ["pow"] = FunctionName.Power, ["threshold"] = FunctionName.Threshold, ["modulo"] = FunctionName.Modulo,
    };

    private static readonly Dictionary<string, FunctionName> Relations = new()
    {
        ["equal"] = FunctionName.Equal, ["notEqual"] = FunctionName.NotEqual, ["lessThan"] = FunctionName.Less,
        ["lessOrEqual"] = FunctionName.AtMost, ["greaterThan"] = FunctionName.Greater, ["greaterOrEqual"] = FunctionName.AtLeast,
    };

    private static readonly Dictionary<string, FunctionName> OfMany = new()
    {
        ["min"] = FunctionName.Minimum, ["max"] = FunctionName.Maximum, ["sum"] = FunctionName.Sum, ["avg"] = FunctionName.Average,
        ["product"] = FunctionName.Product,
    };

    internal static PmmlExpression Read(PmmlElement element, ExpressionContext context)
    {
        string name = element.Required("function");
        bool invalidIsMissing = element.Word("invalidValueTreatment", "returnInvalid", ("returnInvalid", false), ("asMissing", true));
        string? whenMissing = element.Optional("mapMissingTo");
        element.Ignore("defaultValue");
        // Which of the two replaces a result that is missing because it was invalid would be a guess.
        if (whenMissing is not null && invalidIsMissing) throw element.Refusal("has mapMissingTo together with invalidValueTreatment asMissing");
        PmmlExpression call = Call(element, name, context, invalidIsMissing, whenMissing is not null);
        call = call with { Value = PmmlExpressions.Replaced(element, "mapMissingTo", call, context.Program) };
        return call with { Value = PmmlExpressions.Replaced(element, "defaultValue", call, context.Program) };
    }

    private static PmmlExpression Call(PmmlElement element, string name, ExpressionContext context, bool invalidIsMissing, bool missingCounts)
    {
        if (name == "if") return PmmlConditions.ReadIf(element, context);
        List<PmmlExpression> arguments = Arguments(element, context);
        Origin origin = OriginOf(arguments) with { Categories = [] };
        if (name is "isMissing" or "isNotMissing")
        {
            if (missingCounts) throw PmmlText.Refusal(element, "mapMissingTo", $"makes no sense with {name}");
            return new PmmlExpression(new Missingness(Counted(element, arguments, 1)[0].Value, name == "isMissing"), PmmlType.Truth, origin);
        }
        if (Relations.TryGetValue(name, out FunctionName relation))
        {
            arguments = PmmlConditions.Comparable(element, Counted(element, arguments, 2), context.Program);
            if (arguments[0].Type == PmmlType.Text && relation is not (FunctionName.Equal or FunctionName.NotEqual))
                throw element.Refusal($"asks which text is {name}; texts have no order");
            return new PmmlExpression(new Binary(relation, arguments[0].Value, arguments[1].Value), PmmlType.Truth, origin);
        }
        if (name is "isIn" or "isNotIn" or "and" or "or" or "not")
            return new PmmlExpression(PmmlConditions.Read(element, name, arguments, context.Program), PmmlType.Truth, origin);
        return Arithmetic(element, name, arguments, invalidIsMissing, missingCounts) with { Origin = origin };
    }

    private static PmmlExpression Arithmetic(
        PmmlElement element, string name, List<PmmlExpression> arguments, bool invalidIsMissing, bool missingCounts)
    {
        if (arguments.Any(argument => argument.Type == PmmlType.Text)) throw element.Refusal($"computes {PmmlText.Shortened(name)} of a text");
        if (name == "-" && arguments.Count == 1) arguments.Insert(0, new PmmlExpression(new Constant(0), PmmlType.Double, Origin.Nothing));
        Expression value;
        if (OfOne.TryGetValue(name, out FunctionName one))
            value = new Unary(one, Counted(element, arguments, 1)[0].Value, invalidIsMissing);
        else if (OfTwo.TryGetValue(name, out FunctionName two))
            value = new Binary(two, Counted(element, arguments, 2)[0].Value, arguments[1].Value, invalidIsMissing);
        else if (OfMany.TryGetValue(name, out FunctionName many) && arguments.Count > 0)
            value = new Core.Scoring.Programs.Aggregate(many, [.. arguments.Select(argument => argument.Value)], missingCounts, invalidIsMissing);
        else throw new ArtifactRefusedException($"{element.Path}/@function", $"the function {PmmlText.Shortened(name)} is not supported");
        return new PmmlExpression(value, PmmlType.Double, Origin.Nothing);
    }

    internal static List<PmmlExpression> Counted(PmmlElement element, List<PmmlExpression> arguments, int count) =>
        arguments.Count == count ? arguments : throw element.Refusal($"must have {count} arguments, has {arguments.Count}");

    internal static Origin OriginOf(IEnumerable<PmmlExpression> arguments) =>
        arguments.Aggregate(Origin.Nothing, (all, argument) => all.With(argument.Origin));

    private static List<PmmlExpression> Arguments(PmmlElement element, ExpressionContext context)
    {
        List<PmmlExpression> arguments = [.. PmmlExpressions.In(element).Select(argument => PmmlExpressions.Read(argument, context.Inner()))];
        element.Done();
        return arguments;
    }
}
