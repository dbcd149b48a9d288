namespace CreditDecision.Modeling.Formats.Xgboost;

/// <summary>
/// Gathers one list of numbers: whole ones as integers until the first that is not. Nothing is reserved by a declared count; memory
/// grows with the numbers that came.
/// </summary>
internal sealed class XgboostNumbersBuilder
{
    private int[] _whole = [];
    private float[]? _real;
    private int _count;

    internal void AddWhole(long value)
    {
        if (_real is null && value is >= int.MinValue and <= int.MaxValue)
        {
            if (_count == _whole.Length) Array.Resize(ref _whole, Math.Max(16, 2 * _count));
            _whole[_count++] = (int)value;
            return;
        }
        AddReal(value);
    }

    internal void AddReal(float value)
    {
        _real ??= WholeAsReal();
        if (_count == _real.Length) Array.Resize(ref _real, Math.Max(16, 2 * _count));
        _real[_count++] = value;
    }

    internal XgboostNumbers Build(bool flags) => _real is null
        ? new XgboostNumbers(_whole.AsSpan(0, _count).ToArray(), null, flags)
        : new XgboostNumbers(null, _real.AsSpan(0, _count).ToArray(), false);

    private float[] WholeAsReal()
    {
        var real = new float[Math.Max(16, _count)];
        for (int i = 0; i < _count; i++) real[i] = _whole[i];
        _whole = [];
        return real;
    }
}
