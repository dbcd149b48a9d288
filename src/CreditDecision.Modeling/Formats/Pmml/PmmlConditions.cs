using CreditDecision.Core.Scoring.Programs;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>The built-in functions whose arguments are truths, or values of which only equality counts.</summary>
internal static class PmmlConditions
{
    internal static PmmlExpression ReadIf(PmmlElement element, ExpressionContext context)
    {
        List<PmmlElement> parts = PmmlExpressions.In(element);
        if (parts.Count is not (2 or 3)) throw element.Refusal($"must have 2 or 3 arguments, has {parts.Count}");
        PmmlExpression condition = PmmlExpressions.Read(parts[0], context.Inner(PmmlType.Truth));
        if (condition.Type != PmmlType.Truth) throw parts[0].Refusal("must be a condition");
        List<PmmlExpression> branches = [.. parts.Skip(1).Select(part => PmmlExpressions.Read(part, context.Inner(context.Wanted)))];
        branches = Comparable(element, branches, context.Program);
        PmmlType type = branches.All(branch => branch.Type == branches[0].Type) ? branches[0].Type : PmmlType.Double;
        return new PmmlExpression(
            new Conditional(condition.Value, branches[0].Value, branches.Count > 1 ? branches[1].Value : null),
            type, PmmlFunctions.OriginOf([condition with { Origin = condition.Origin with { Categories = [] } }, .. branches]));
    }

    internal static Expression Read(PmmlElement element, string name, List<PmmlExpression> arguments, PmmlProgram program)
    {
        if (name is "isIn" or "isNotIn")
        {
            if (arguments.Count < 2) throw element.Refusal("must have at least 2 arguments");
            arguments = Comparable(element, arguments, program);
            return new OneOf(arguments[0].Value, [.. arguments.Skip(1).Select(argument => argument.Value)], name == "isIn");
        }
        if (arguments.Count == 0 || arguments.Any(argument => argument.Type != PmmlType.Truth))
            throw element.Refusal($"must have conditions for the arguments of {name}");
        if (name == "not") return new Unary(FunctionName.Not, PmmlFunctions.Counted(element, arguments, 1)[0].Value);
        return new Logical(name == "and", [.. arguments.Select(argument => argument.Value)]);
    }

    /// <summary>Makes texts of constants without a type where they stand beside texts; refuses texts beside numbers.</summary>
    internal static List<PmmlExpression> Comparable(PmmlElement element, List<PmmlExpression> arguments, PmmlProgram program)
    {
        if (arguments.All(argument => argument.Type != PmmlType.Text)) return arguments;
        List<PmmlExpression> texts = [.. arguments.Select(argument => argument.Type == PmmlType.Text ? argument
            : argument.Literal is { } text ? PmmlExpressions.Constant(element, text, PmmlType.Text, program)
            : throw element.Refusal("sets a text beside a number"))];
        IReadOnlyList<Categories> categories = PmmlFunctions.OriginOf(texts).Categories;
        foreach (string text in texts.Select(argument => argument.Literal).OfType<string>())
            foreach (Categories of in categories) of.Compare(text);
        return texts;
    }
}
