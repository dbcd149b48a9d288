using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Compiled;

/// <summary>
/// One node made ready to run. It can be asked for its value, for true or false, or for a double; a node that knows its type answers the
/// last two without making a value, so that conditions over numbers pass nothing but numbers and answers.
/// </summary>
internal abstract class Code
{
    private static readonly CelValue NotANumber = CelErrors.Of(CelErrorKind.NoSuchOverload, "arithmetic");

    public abstract CelValue Value(ref Evaluation evaluation);

    public virtual Answer Ask(ref Evaluation evaluation)
    {
        CelValue value = Value(ref evaluation);
        if (value.Kind == CelKind.Bool) return value.AsBool ? Answer.Yes : Answer.No;
        evaluation.Error = value.IsError ? value : CelErrors.NotATruth;
        return Answer.Unspecified;
    }

    public virtual bool TryNumber(ref Evaluation evaluation, out double number)
    {
        CelValue value = Value(ref evaluation);
        if (value.Kind == CelKind.Double)
        {
            number = value.AsDouble;
            return true;
        }
        evaluation.Error = value.IsError ? value : NotANumber;
        number = 0;
        return false;
    }
}

/// <summary>Code that is true, false or an error.</summary>
internal abstract class TruthCode : Code
{
    public abstract override Answer Ask(ref Evaluation evaluation);

    public sealed override CelValue Value(ref Evaluation evaluation)
    {
        Answer answer = Ask(ref evaluation);
        return answer == Answer.Unspecified ? evaluation.Error : CelValue.Bool(answer == Answer.Yes);
    }

    protected static Answer Of(bool holds) => holds ? Answer.Yes : Answer.No;
}

/// <summary>Code that is a double or an error. Any double may be a result, a NaN too: what is missing is told apart by the return value.</summary>
internal abstract class NumberCode : Code
{
    public abstract override bool TryNumber(ref Evaluation evaluation, out double number);

    public sealed override CelValue Value(ref Evaluation evaluation) =>
        TryNumber(ref evaluation, out double number) ? CelValue.Double(number) : evaluation.Error;
}

/// <summary>What depends on nothing, worked out once; an error too.</summary>
/// <param name="charge">What working it out took; charged each time, as the other form of evaluation would.</param>
internal sealed class ConstantCode(CelValue constant, long charge = 0) : Code
{
    public CelValue Constant { get; } = constant;

    public bool IsFree => charge == 0;

    /// <summary>A double and no NaN.</summary>
    public bool IsNumber => Constant.Kind == CelKind.Double && !double.IsNaN(Constant.AsDouble);

    public override CelValue Value(ref Evaluation evaluation)
    {
        if (charge != 0) evaluation.Budget.Charge(charge);
        return Constant;
    }
}
