using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Formats.Onnx.Wire;

/// <summary>
/// Counts the numbers and texts of all lists in a file: packed, a number may take one byte there but takes eight in memory.
/// </summary>
internal sealed class ElementBudget
{
    /// <summary>The most nodes that a model may have, in nine lists, with as many votes in four.</summary>
    internal const int Most = 67_108_864;

    private int _left = Most;

    internal void Take()
    {
        if (--_left < 0) throw new ArtifactRefusedException("graph", $"has more than {Most} numbers");
    }
}
