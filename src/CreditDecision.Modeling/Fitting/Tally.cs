namespace CreditDecision.Modeling.Fitting;

/// <summary>Outcomes of a group of rows.</summary>
internal readonly record struct Tally(long Good, long Bad)
{
    internal long Count => Good + Bad;

    internal double BadRate => (double)Bad / Count;

    public static Tally operator +(Tally a, Tally b) => new(a.Good + b.Good, a.Bad + b.Bad);

    public static Tally operator -(Tally a, Tally b) => new(a.Good - b.Good, a.Bad - b.Bad);

    internal Tally With(bool isBad) => isBad ? this with { Bad = Bad + 1 } : this with { Good = Good + 1 };
}
