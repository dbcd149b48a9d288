using CreditDecision.Core.Expressions.Compiled;
using CreditDecision.Core.Expressions.Plain;

namespace CreditDecision.Core.Expressions;

/// <summary>Makes a checked expression ready to be evaluated.</summary>
public static class Evaluator
{
    public static IExpression Create(CheckedExpression expression, EvaluationForm form) => form switch
    {
        EvaluationForm.Plain => new PlainExpression(expression),
        EvaluationForm.Compiled => Compiler.Compile(expression),
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, "Expressions are evaluated compiled or plain."),
    };

    /// <param name="conditions">In the order of their numbers; null for what is to be asked always, as what is in the plain form is.</param>
    public static Screen ScreenOf(IEnumerable<IExpression?> conditions)
    {
        var writer = new ScreenWriter();
        foreach (IExpression? condition in conditions) writer.Add((condition as CompiledExpression)?.Root);
        return writer.End();
    }
}
