using CreditDecision.Core.Features;

namespace CreditDecision.Core.Decisions;

/// <summary>
/// Room for one decision at a time, for who counts many one after the other and keeps none. A decision made with it holds only until the next
/// one is made with it. Used by one thread.
/// </summary>
public sealed class DecisionRoom
{
    private FeatureVector? _vector;

    /// <returns>With no slot filled.</returns>
    internal FeatureVector Vector(int slots)
    {
        if (_vector?.Slots != slots) return _vector = new FeatureVector(slots);
        _vector.Clear();
        return _vector;
    }
}
