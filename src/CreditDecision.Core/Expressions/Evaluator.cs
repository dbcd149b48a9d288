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
}
