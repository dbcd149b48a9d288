using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions;

/// <summary>An expression that can be evaluated: the compiled form that serves, or the plain interpreter that it is held against.</summary>
public interface IExpression
{
    /// <summary>Never throws for what an expression may do wrong: the error is the value. Safe to call from any number of threads.</summary>
    CelValue Evaluate(in ExpressionFrame frame);
}

/// <summary>How conditions, formulas and tables are evaluated.</summary>
public enum EvaluationForm
{
    Unspecified = 0,
    /// <summary>What serves.</summary>
    Compiled,
    /// <summary>A walk of the written form, slow and simple: the second opinion of golden tests, replay and property tests.</summary>
    Plain,
}
