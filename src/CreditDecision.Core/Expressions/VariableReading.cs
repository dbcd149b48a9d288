using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions;

/// <summary>What a variable is in a frame.</summary>
internal static class VariableReading
{
    public static bool IsPresent(Variable variable, in ExpressionFrame frame) =>
        variable.Form == VariableForm.Given ? frame.Given[variable.Index].Kind != CelKind.Unspecified : !double.IsNaN(frame.Slots[variable.Index]);

    /// <summary>The value, or the error that it is missing.</summary>
    public static CelValue Of(Variable variable, in ExpressionFrame frame)
    {
        if (!IsPresent(variable, frame)) return CelErrors.Of(CelErrorKind.Missing, variable.Name);
        return variable.Form switch
        {
            VariableForm.Number => CelValue.Double(frame.Slots[variable.Index]),
            VariableForm.Flag => CelValue.Bool(frame.Slots[variable.Index] != 0),
            VariableForm.Category => CelValue.String(variable.Categories[(int)frame.Slots[variable.Index]]),
            VariableForm.Moment => CelTime.TimestampOf(frame.Slots[variable.Index]),
            VariableForm.Given => frame.Given[variable.Index],
            _ => throw new InvalidOperationException($"The variable {variable.Name} has no form."),
        };
    }
}
