using CreditDecision.Core.Scoring.Programs;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>DerivedField and OutputField alike: an expression, and the type that is made of its value.</summary>
internal static class DerivedFields
{
    internal static List<PmmlElement> In(PmmlElement? dictionary)
    {
        if (dictionary is null) return [];
        List<PmmlElement> derived = dictionary.Children("DerivedField");
        dictionary.Done();
        return derived;
    }

    internal static Field Read(PmmlElement element, string name, Scope scope)
    {
        element.Ignore("name", "displayName", "optype");
        PmmlType type = PmmlTypes.Read(element, "");
        // The list of its values adds nothing to the expression that yields them.
        foreach (PmmlElement value in element.Children("Value")) value.Ignore("value", "displayValue", "property");
        foreach (PmmlElement value in element.Children("Interval")) DataDictionary.ReadInterval(value);
        PmmlExpression expression = PmmlExpressions.ReadOnly(element, new ExpressionContext(scope, type, 0));
        element.Done();
        return Assign(element, name, type, expression, scope, scope.Derived);
    }

    /// <summary>Adds the operation that computes the field.</summary>
    internal static Field Assign(
        PmmlElement element, string name, PmmlType type, PmmlExpression expression, Scope scope, List<Operation> operations)
    {
        int slot = scope.Program.Slot(element);
        operations.Add(new Assignment(slot, Convert(element, expression, type)));
        return new Field(name, type, slot, expression.Origin);
    }

    internal static Expression Convert(PmmlElement element, PmmlExpression expression, PmmlType type)
    {
        if ((type == PmmlType.Text) != (expression.Type == PmmlType.Text))
            throw element.Refusal(type == PmmlType.Text ? "makes a text of a number" : "makes a number of a text");
        Conversion conversion = type switch
        {
            PmmlType.Single => Conversion.ToSingle,
            PmmlType.Integer => Conversion.ToInteger,
            PmmlType.Truth => Conversion.ToTruth,
            _ => Conversion.Unspecified,
        };
        return conversion == Conversion.Unspecified || type == expression.Type ? expression.Value : new Converted(expression.Value, conversion);
    }
}
