using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Compiled;

/// <summary>What serves: code prepared once, run by any number of threads, without memory but for new texts, lists and maps.</summary>
/// <param name="locals">How many variables of macros there are at most at a time.</param>
internal sealed class CompiledExpression(Code root, int locals, ExpressionLimits limits) : IExpression
{
    /// <summary>What a screen may be made of.</summary>
    public Code Root => root;

    public CelValue Evaluate(in ExpressionFrame frame)
    {
        if (locals > 0) return EvaluateWithLocals(frame);
        var evaluation = new Evaluation(frame, [], limits);
        return Ended(root.Value(ref evaluation), in evaluation);
    }

    private CelValue EvaluateWithLocals(in ExpressionFrame frame)
    {
        LocalValues few = default;
        var evaluation = new Evaluation(frame, locals <= LocalValues.Size ? few : new CelValue[locals], limits);
        return Ended(root.Value(ref evaluation), in evaluation);
    }

    private static CelValue Ended(CelValue value, in Evaluation evaluation) => evaluation.Budget.IsExceeded ? CelErrors.CostExceeded : value;
}
