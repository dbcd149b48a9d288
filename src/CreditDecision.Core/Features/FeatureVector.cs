namespace CreditDecision.Core.Features;

/// <summary>Why a slot has no value, or that it has one.</summary>
public enum FeatureState : byte
{
    /// <summary>Never offered: missing. The default, so that a slot nobody filled can never look like a zero.</summary>
    Unspecified = 0,
    Present,
    Stale,
    OutOfRange,
    UnknownCategory,
    NoConsent,
    /// <summary>Supplied by a partner that is not on the bank's admission list (A33, A49).</summary>
    PartnerNotAdmitted,
    /// <summary>The service could not ask where it is counted.</summary>
    Unavailable,
}

/// <summary>
/// The values of one application in catalog order. Numbers as they are, flags 0 or 1, categories as their index; NaN is missing,
/// and <see cref="StateOf"/> says why. Filled by <see cref="FeatureAssembly"/> and only read after that.
/// </summary>
public sealed class FeatureVector
{
    private readonly double[] _values;
    private readonly FeatureState[] _states;

    public FeatureVector(int slots)
    {
        (_values, _states) = (new double[slots], new FeatureState[slots]);
        Clear();
    }

    public int Slots => _values.Length;

    public ReadOnlySpan<double> Values => _values;

    public double this[int slot] => _values[slot];

    public FeatureState StateOf(int slot) => _states[slot];

    internal void Set(int slot, double value)
    {
        _values[slot] = value;
        _states[slot] = FeatureState.Present;
    }

    /// <summary>Makes every slot one that nobody filled.</summary>
    internal void Clear()
    {
        _values.AsSpan().Fill(double.NaN);
        _states.AsSpan().Clear();
    }

    internal void Refuse(int slot, FeatureState why) => _states[slot] = why;
}
