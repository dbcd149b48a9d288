using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Compiled;

/// <summary>
/// A chain of <c>&amp;&amp;</c> or of <c>||</c>. The first decisive operand decides, whatever is wrong with those before it; with none, the
/// first error is the answer.
/// </summary>
/// <param name="decisive">What decides: <see cref="Answer.No"/> for <c>&amp;&amp;</c>, <see cref="Answer.Yes"/> for <c>||</c>.</param>
internal sealed class Chain(Code[] operands, Answer decisive) : TruthCode
{
    public IReadOnlyList<Code> Operands => operands;

    public Answer Decisive => decisive;

    public override Answer Ask(ref Evaluation evaluation)
    {
        for (int i = 0; i < operands.Length; i++)
        {
            Answer answer = operands[i].Ask(ref evaluation);
            if (answer == decisive) return decisive;
            if (answer == Answer.Unspecified) return AskRest(ref evaluation, i + 1);
        }
        return Indecisive;
    }

    private Answer Indecisive => decisive == Answer.Yes ? Answer.No : Answer.Yes;

    private Answer AskRest(ref Evaluation evaluation, int next)
    {
        CelValue error = evaluation.Error;
        for (; next < operands.Length; next++)
            if (operands[next].Ask(ref evaluation) == decisive) return decisive;
        evaluation.Error = error;
        return Answer.Unspecified;
    }
}

/// <summary><c>!</c> of what is known to be a truth value.</summary>
internal sealed class Not(Code operand) : TruthCode
{
    public Code Operand => operand;

    public override Answer Ask(ref Evaluation evaluation) => operand.Ask(ref evaluation) switch
    {
        Answer.Yes => Answer.No,
        Answer.No => Answer.Yes,
        _ => Answer.Unspecified,
    };
}

/// <summary><c>condition ? then : otherwise</c>, whatever the branches are asked for.</summary>
internal sealed class Choice(Code condition, Code then, Code otherwise) : Code
{
    public override CelValue Value(ref Evaluation evaluation) => condition.Ask(ref evaluation) switch
    {
        Answer.Yes => then.Value(ref evaluation),
        Answer.No => otherwise.Value(ref evaluation),
        _ => evaluation.Error,
    };

    public override Answer Ask(ref Evaluation evaluation) => condition.Ask(ref evaluation) switch
    {
        Answer.Yes => then.Ask(ref evaluation),
        Answer.No => otherwise.Ask(ref evaluation),
        _ => Answer.Unspecified,
    };

    public override bool TryNumber(ref Evaluation evaluation, out double number)
    {
        Answer answer = condition.Ask(ref evaluation);
        number = 0;
        return answer != Answer.Unspecified && (answer == Answer.Yes ? then : otherwise).TryNumber(ref evaluation, out number);
    }
}
