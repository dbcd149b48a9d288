namespace CreditDecision.Core.Reasons;

/// <summary>
/// Stable number of a reason; never reused. Below <see cref="FirstOfDocuments"/> are the engine's own
/// (<see cref="EngineReasons"/>), from it on those that risk teams define in reason documents. The default, 0, is no reason.
/// </summary>
public readonly record struct ReasonCode(int Number) : IComparable<ReasonCode>
{
    public const int FirstOfDocuments = 20_000;
    public const int Last = 99_999;

    public int CompareTo(ReasonCode other) => Number.CompareTo(other.Number);

    public static bool operator <(ReasonCode left, ReasonCode right) => left.Number < right.Number;

    public static bool operator <=(ReasonCode left, ReasonCode right) => left.Number <= right.Number;

    public static bool operator >(ReasonCode left, ReasonCode right) => left.Number > right.Number;

    public static bool operator >=(ReasonCode left, ReasonCode right) => left.Number >= right.Number;

    public override string ToString() => Number.ToString();
}
