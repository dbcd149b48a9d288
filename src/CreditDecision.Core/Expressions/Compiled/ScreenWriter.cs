namespace CreditDecision.Core.Expressions.Compiled;

/// <summary>Writes a <see cref="Screen"/>, condition by condition.</summary>
internal sealed class ScreenWriter
{
    // Steps are told by 16 bits. Whatever there is no room for is left to the conditions themselves.
    private const int MostSteps = 60_000;

    private readonly List<Screen.Step> _steps = [];
    private readonly List<int> _conditions = [];
    private readonly List<ushort> _starts = [];

    /// <summary>Adds a condition; the screen passes over it where it surely does not hold.</summary>
    /// <param name="condition">Null for what is to be asked always.</param>
    public void Add(Code? condition)
    {
        int start = _steps.Count, length = condition is null ? 0 : LengthOf(condition, Answer.No);
        _starts.Add((ushort)start);
        if (length == 0 || start + length > MostSteps) Append(new SlotTest(0, 0, Answer.Yes, Answer.Yes, Answer.Yes, Answer.Yes), Answer.No, Screen.Step.Unsure, Screen.Step.Unsure);
        else Write(condition!, Answer.No, start + length, Screen.Step.Unsure);
    }

    public Screen End()
    {
        // What is reached when all are passed over.
        Add(null);
        return new Screen([.. _steps], [.. _starts], [.. _conditions]);
    }

    // How many steps tell whether the code surely answers so; 0 where none do.
    private static int LengthOf(Code code, Answer wanted) => code switch
    {
        ISlotTests tests => tests.Tests.Count(),
        Not not => LengthOf(not.Operand, Opposite(wanted)),
        // One that answers so is enough, so those that cannot be told are left out.
        Chain chain when chain.Decisive == wanted => chain.Operands.Sum(operand => LengthOf(operand, wanted)),
        Chain chain => chain.Operands.All(operand => LengthOf(operand, wanted) > 0) ? chain.Operands.Sum(operand => LengthOf(operand, wanted)) : 0,
        _ => 0,
    };

    private static Answer Opposite(Answer answer) => answer == Answer.Yes ? Answer.No : Answer.Yes;

    /// <param name="wanted">What the code surely answers where the steps lead to <paramref name="sure"/>.</param>
    private void Write(Code code, Answer wanted, int sure, int unsure)
    {
        switch (code)
        {
            case Not not:
                Write(not.Operand, Opposite(wanted), sure, unsure);
                break;
            case Chain chain:
                Code[] told = [.. chain.Operands.Where(operand => LengthOf(operand, wanted) > 0)];
                WriteAll(told.Length, i => LengthOf(told[i], wanted), (i, yes, no) => Write(told[i], wanted, yes, no), chain.Decisive == wanted, sure, unsure);
                break;
            case ISlotTests tests:
                SlotTest[] each = [.. tests.Tests];
                WriteAll(each.Length, _ => 1, (i, yes, no) => Append(each[i], wanted, yes, no), wanted == Answer.Yes, sure, unsure);
                break;
        }
    }

    // Any of them is enough, or all of them are needed.
    private void WriteAll(int count, Func<int, int> lengthOf, Action<int, int, int> write, bool anyIsEnough, int sure, int unsure)
    {
        for (int i = 0; i < count; i++)
        {
            int next = _steps.Count + lengthOf(i);
            bool isLast = i == count - 1;
            write(i, anyIsEnough || isLast ? sure : next, anyIsEnough && !isLast ? next : unsure);
        }
    }

    private void Append(SlotTest test, Answer wanted, int sure, int unsure)
    {
        var step = new Screen.Step { Bound = test.Bound, Slot = test.Slot };
        ReadOnlySpan<Answer> answers = [test.Less, test.Same, test.More, test.Missing];
        for (int i = 0; i < answers.Length; i++) step.Next[i] = (ushort)(answers[i] == wanted ? sure : unsure);
        _steps.Add(step);
        _conditions.Add(_starts.Count - 1);
    }
}
