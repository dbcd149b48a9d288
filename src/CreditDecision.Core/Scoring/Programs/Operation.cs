namespace CreditDecision.Core.Scoring.Programs;

/// <summary>Computes some of a frame's values from others. Immutable; allocates nothing.</summary>
public abstract class Operation
{
    public abstract void Run(ref Frame frame);
}

/// <summary>Gives a slot the value of an expression.</summary>
public sealed class Assignment(int slot, Expression expression) : Operation
{
    public override void Run(ref Frame frame) => frame[slot] = expression.Value(ref frame);
}

/// <summary>Copies values that a part of the program computed to where the whole is expected to leave them.</summary>
public sealed class Copy(int[] from, int[] to) : Operation
{
    public override void Run(ref Frame frame)
    {
        for (int i = 0; i < from.Length; i++) frame[to[i]] = frame[from[i]];
    }
}

/// <summary>
/// Gives values to slots that are still missing: what a model answers when it finds no answer.
/// </summary>
public sealed class Fallback(int[] slots, double[] values) : Operation
{
    public override void Run(ref Frame frame)
    {
        foreach (int slot in slots)
            if (!double.IsNaN(frame[slot])) return;
        for (int i = 0; i < slots.Length; i++) frame[slots[i]] = values[i];
    }
}
