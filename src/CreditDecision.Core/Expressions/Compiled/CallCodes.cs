using System.Runtime.CompilerServices;
using CreditDecision.Core.Expressions.Functions;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Compiled;

/// <summary>A function of the library over one value.</summary>
internal sealed class Call1(Function function, Code operand) : Code
{
    public override CelValue Value(ref Evaluation evaluation)
    {
        CelValue argument = operand.Value(ref evaluation);
        return argument.IsError ? argument : function.Call([argument], ref evaluation.Budget);
    }
}

/// <summary>A function of the library over two values.</summary>
internal sealed class Call2(Function function, Code left, Code right) : Code
{
    public override CelValue Value(ref Evaluation evaluation)
    {
        CelValue first = left.Value(ref evaluation);
        if (first.IsError) return first;
        CelValue second = right.Value(ref evaluation);
        return second.IsError ? second : function.Call([first, second], ref evaluation.Budget);
    }
}

/// <summary>A function of the library over any number of values, few of them on the stack.</summary>
internal sealed class CallMany(Function function, Code[] operands) : Code
{
    public override CelValue Value(ref Evaluation evaluation)
    {
        ArgumentValues few = default;
        Span<CelValue> arguments = operands.Length <= ArgumentValues.Size ? few[..operands.Length] : new CelValue[operands.Length];
        for (int i = 0; i < operands.Length; i++)
            if ((arguments[i] = operands[i].Value(ref evaluation)).IsError) return arguments[i];
        return function.Call(arguments, ref evaluation.Budget);
    }

    [InlineArray(Size)]
    private struct ArgumentValues
    {
        public const int Size = 16;
        private CelValue _first;
    }
}

/// <summary><c>matches</c> with a pattern that is known beforehand.</summary>
/// <param name="matches">The function, for whatever is no text.</param>
internal sealed class PatternMatch(Function matches, Code operand, string pattern) : Code
{
    private readonly (Pattern? Pattern, CelValue Bad) _read = Patterns.Read(pattern, out string refused) is { } known ? (known, default) : (null, Patterns.Bad(pattern, refused));

    public override CelValue Value(ref Evaluation evaluation)
    {
        CelValue text = operand.Value(ref evaluation);
        if (text.IsError) return text;
        if (text.Kind != CelKind.String) return matches.Call([text, text], ref evaluation.Budget);
        if (!evaluation.Budget.ChargeText(pattern.Length)) return CelErrors.CostExceeded;
        return _read.Pattern is { } known ? known.Match(text.AsString, ref evaluation.Budget) : _read.Bad;
    }
}
