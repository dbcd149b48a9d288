using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CreditDecision.Core.Expressions.Compiled;

/// <summary>
/// Passes over those of many conditions that surely do not hold. Nearly all rules are silent for nearly all applicants, and mostly for a reason that is
/// seen at once: a number is below a bound. Such tests of all conditions lie here in one piece of memory, each with where to go on, so that a thousand
/// rules cost a thousand times what one does. Whatever is not sure is left to the condition itself, and so is every error: nothing is decided here.
/// </summary>
/// <remarks>Any number of threads may use it.</remarks>
public sealed class Screen
{
    private readonly Step[] _steps;

    // By condition; one more for the end.
    private readonly ushort[] _starts;

    // By step.
    private readonly int[] _conditions;

    internal Screen(Step[] steps, ushort[] starts, int[] conditions) => (_steps, _starts, _conditions) = (steps, starts, conditions);

    /// <summary>The next condition that may hold or fail.</summary>
    /// <param name="slots">NaN is missing.</param>
    /// <param name="from">The first condition that is asked after.</param>
    /// <returns>The number of conditions where all of them surely do not hold.</returns>
    public int Next(ReadOnlySpan<double> slots, int from)
    {
        Step[] steps = _steps;
        int at = _starts[from];
        while (true)
        {
            ref readonly Step step = ref steps[at];
            double value = slots[step.Slot];
            // Without a branch that a processor would have to guess: which way it goes differs from rule to rule. 3 for a NaN, which no comparison holds for.
            int how = 3 - (3 * As01(value < step.Bound)) - (2 * As01(value == step.Bound)) - As01(value > step.Bound);
            int next = step.Next[how];
            if (next == Step.Unsure) return _conditions[at];
            at = next;
        }
    }

    private static int As01(bool holds) => holds ? 1 : 0;

    /// <summary>One test, and the step that follows each of its answers.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Step
    {
        /// <summary>Follows where the condition may hold, and where it is not a condition that this can tell of.</summary>
        public const ushort Unsure = ushort.MaxValue;

        public double Bound;
        public int Slot;
        public Ways Next;
    }

    /// <summary>Steps by how a value is to the bound: less, same, more, missing.</summary>
    [InlineArray(4)]
    internal struct Ways
    {
        private ushort _less;
    }
}
