namespace CreditDecision.Core.Scoring.Programs;

public enum Connective
{
    Unspecified = 0,
    And,
    Or,
    Xor,
    /// <summary>The first part that is not unknown.</summary>
    Surrogate,
}

/// <summary>Predicates joined: <c>CompoundPredicate</c> in PMML 4.4, Tree Models.</summary>
public sealed class Compound(Connective connective, Predicate[] parts) : Predicate
{
    public override Truth Test(ref Frame frame) => connective switch
    {
        Connective.And => Until(Truth.False, Truth.True, ref frame),
        Connective.Or => Until(Truth.True, Truth.False, ref frame),
        Connective.Xor => Odd(ref frame),
        _ => FirstKnown(ref frame),
    };

    // One part that decides is enough, even when others are unknown.
    private Truth Until(Truth deciding, Truth otherwise, ref Frame frame)
    {
        Truth truth = otherwise;
        foreach (Predicate part in parts)
        {
            Truth one = part.Test(ref frame);
            if (one == deciding) return deciding;
            if (one == Truth.Unknown) truth = Truth.Unknown;
        }
        return truth;
    }

    private Truth Odd(ref Frame frame)
    {
        bool odd = false;
        foreach (Predicate part in parts)
        {
            Truth one = part.Test(ref frame);
            if (one == Truth.Unknown) return Truth.Unknown;
            odd ^= one == Truth.True;
        }
        return Of(odd);
    }

    private Truth FirstKnown(ref Frame frame)
    {
        foreach (Predicate part in parts)
        {
            Truth one = part.Test(ref frame);
            if (one != Truth.Unknown) return one;
        }
        return Truth.Unknown;
    }
}
