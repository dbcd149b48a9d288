using System.Runtime.InteropServices;

namespace CreditDecision.Core.Expressions.Values;

/// <summary>
/// One value of an expression, or the error that stands in its place. Numbers, truth values, categories and errors take no memory of their own.
/// </summary>
/// <remarks>
/// <see cref="Equals(CelValue)"/> tells values apart that CEL calls equal (1 and 1.0) and calls a NaN equal to itself: it is for tests and
/// records. CEL's own equality is <see cref="CelEquality"/>.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
public readonly partial struct CelValue : IEquatable<CelValue>
{
    private readonly object? _reference;
    private readonly long _bits;
    private readonly int _nanos;

    private CelValue(CelKind kind, long bits, object? reference = null, int nanos = 0) => (Kind, _bits, _reference, _nanos) = (kind, bits, reference, nanos);

    public static CelValue Null { get; } = new(CelKind.Null, 0);

    public static CelValue True { get; } = new(CelKind.Bool, 1);

    public static CelValue False { get; } = new(CelKind.Bool, 0);

    public CelKind Kind { get; }

    public bool IsError => Kind == CelKind.Error;

    public bool IsTrue => Kind == CelKind.Bool && _bits != 0;

    public bool IsFalse => Kind == CelKind.Bool && _bits == 0;

    public bool IsNumber => Kind is CelKind.Int or CelKind.Uint or CelKind.Double;

    public static CelValue Bool(bool value) => new(CelKind.Bool, value ? 1 : 0);

    public static CelValue Int(long value) => new(CelKind.Int, value);

    public static CelValue Uint(ulong value) => new(CelKind.Uint, unchecked((long)value));

    public static CelValue Double(double value) => new(CelKind.Double, BitConverter.DoubleToInt64Bits(value));

    public static CelValue String(string value) => new(CelKind.String, 0, value);

    public static CelValue Bytes(ReadOnlySpan<byte> value) => new(CelKind.Bytes, 0, value.ToArray());

    public static CelValue List(CelList value) => new(CelKind.List, 0, value);

    public static CelValue Map(CelMap value) => new(CelKind.Map, 0, value);

    public static CelValue Type(CelType value) => new(CelKind.Type, 0, value);

    public static CelValue Error(CelError error) => new(CelKind.Error, 0, error);

    /// <summary>A timestamp; an error of the kind <see cref="CelErrorKind.Range"/> before year 1 and after year 9999.</summary>
    /// <param name="nanos">Since 1970-01-01 00:00 UTC.</param>
    public static CelValue Timestamp(Int128 nanos) =>
        nanos < CelTime.LeastTimestamp || nanos > CelTime.MostTimestamp ? CelErrors.TimestampRange : Timed(CelKind.Timestamp, nanos);

    /// <summary>A duration; an error of the kind <see cref="CelErrorKind.Range"/> beyond 315,576,000,000 seconds either way.</summary>
    public static CelValue Duration(Int128 nanos) =>
        Int128.Abs(nanos) > CelTime.MostDuration ? CelErrors.DurationRange : Timed(CelKind.Duration, nanos);

    // Each reader is right only for values of its kind.

    public bool AsBool => _bits != 0;

    public long AsInt => _bits;

    public ulong AsUint => unchecked((ulong)_bits);

    public double AsDouble => BitConverter.Int64BitsToDouble(_bits);

    public string AsString => (string)_reference!;

    public ReadOnlySpan<byte> AsBytes => (byte[])_reference!;

    public CelList AsList => (CelList)_reference!;

    public CelMap AsMap => (CelMap)_reference!;

    public CelType AsType => (CelType)_reference!;

    public CelError AsError => (CelError)_reference!;

    /// <summary>Of a timestamp since 1970, of a duration in all.</summary>
    public Int128 AsNanos => (Int128)_bits * CelTime.NanosInSecond + _nanos;

    /// <summary>Of a timestamp since 1970, of a duration in all: whole seconds, rounded down.</summary>
    public long AsSeconds => _bits;

    public static bool operator ==(CelValue left, CelValue right) => left.Equals(right);

    public static bool operator !=(CelValue left, CelValue right) => !left.Equals(right);

    public bool Equals(CelValue other) => Kind == other.Kind && _bits == other._bits && _nanos == other._nanos && (_reference, other._reference) switch
    {
        (byte[] left, byte[] right) => left.AsSpan().SequenceEqual(right),
        var (left, right) => Equals(left, right),
    };

    public override bool Equals(object? obj) => obj is CelValue other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Kind, _bits, _nanos, _reference is byte[] bytes ? bytes.Length : _reference?.GetHashCode());

    /// <summary>As CEL writes it: <c>1u</c>, <c>"text"</c>, <c>[1.0, true]</c>; an error as a sentence.</summary>
    public override string ToString() => CelText.Display(this);

    private static CelValue Timed(CelKind kind, Int128 nanos)
    {
        long seconds = (long)(nanos / CelTime.NanosInSecond);
        int rest = (int)(nanos % CelTime.NanosInSecond);
        return rest < 0 ? new(kind, seconds - 1, null, rest + CelTime.NanosInSecond) : new(kind, seconds, null, rest);
    }
}
