namespace CreditDecision.Core.Scoring.Programs;

/// <summary>Evaluates only the branch that it takes; without an else branch, missing where the condition does not hold.</summary>
public sealed class Conditional(Expression condition, Expression then, Expression? otherwise) : Expression
{
    public override double Value(ref Frame frame)
    {
        double holds = condition.Value(ref frame);
        if (double.IsNaN(holds)) return holds;
        if (holds != 0) return then.Value(ref frame);
        return otherwise is null ? double.NaN : otherwise.Value(ref frame);
    }
}

/// <summary>All or any of the arguments: missing where one of them is.</summary>
public sealed class Logical(bool all, Expression[] arguments) : Expression
{
    public override double Value(ref Frame frame)
    {
        bool holds = all;
        foreach (Expression argument in arguments)
        {
            double x = argument.Value(ref frame);
            if (double.IsNaN(x)) return x;
            holds = all ? holds & x != 0 : holds | x != 0;
        }
        return holds ? 1 : 0;
    }
}

/// <summary>Whether the first of the values is among the others: missing where one of them is.</summary>
public sealed class OneOf(Expression value, Expression[] others, bool expected) : Expression
{
    public override double Value(ref Frame frame)
    {
        double x = value.Value(ref frame);
        bool found = false;
        foreach (Expression other in others)
        {
            double y = other.Value(ref frame);
            if (double.IsNaN(y)) return y;
            found |= x == y;
        }
        return double.IsNaN(x) ? x : found == expected ? 1 : 0;
    }
}

public sealed class Missingness(Expression value, bool expected) : Expression
{
    public override double Value(ref Frame frame) => double.IsNaN(value.Value(ref frame)) == expected ? 1 : 0;
}
