namespace CreditDecision.Core.Scoring.Programs;

/// <summary>What a predicate says of a row; Unknown when a value that it needs is missing.</summary>
public enum Truth
{
    Unspecified = 0,
    False,
    True,
    Unknown,
}

/// <summary>A condition on a frame, in the three-valued logic of PMML.</summary>
public abstract class Predicate
{
    public abstract Truth Test(ref Frame frame);

    protected static Truth Of(bool value) => value ? Truth.True : Truth.False;
}

public sealed class Always(Truth truth) : Predicate
{
    public bool IsTrue => truth == Truth.True;

    public override Truth Test(ref Frame frame) => truth;
}

public enum Relation
{
    Unspecified = 0,
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

/// <summary>A value against a constant.</summary>
public sealed class Comparison(int slot, Relation relation, double constant) : Predicate
{
    public int Slot => slot;

    public Relation Relation => relation;

    public double Constant => constant;

    public override Truth Test(ref Frame frame)
    {
        double value = frame[slot];
        return double.IsNaN(value) ? Truth.Unknown : Of(Holds(relation, value, constant));
    }

    internal static bool Holds(Relation relation, double left, double right) => relation switch
    {
        Relation.Equal => left == right,
        Relation.NotEqual => left != right,
        Relation.Less => left < right,
        Relation.AtMost => left <= right,
        Relation.Greater => left > right,
        _ => left >= right,
    };
}

public sealed class IsMissing(int slot, bool expected) : Predicate
{
    public override Truth Test(ref Frame frame) => Of(double.IsNaN(frame[slot]) == expected);
}

/// <param name="members">In ascending order.</param>
public sealed class Membership(int slot, double[] members, bool expected) : Predicate
{
    public int Slot => slot;

    public IReadOnlyList<double> Members => members;

    /// <summary>Whether members meet it; otherwise all others do.</summary>
    public bool Expected => expected;

    public override Truth Test(ref Frame frame)
    {
        double value = frame[slot];
        return double.IsNaN(value) ? Truth.Unknown : Of(Array.BinarySearch(members, value) >= 0 == expected);
    }
}
