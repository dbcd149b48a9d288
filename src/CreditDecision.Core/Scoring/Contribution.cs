using CreditDecision.Core.Reasons;

namespace CreditDecision.Core.Scoring;

/// <summary>In what a contribution is counted.</summary>
public enum CostUnit
{
    Unspecified = 0,
    /// <summary>Points that a feature lost.</summary>
    Points,
    /// <summary>What a feature added to ln(bad : good).</summary>
    LogOdds,
    /// <summary>What a feature added to the probability of the bad event, in models that average probabilities.</summary>
    Probability,
}

/// <summary>What one feature did to the applicant's disadvantage.</summary>
/// <param name="Slot">Of the feature in the catalog.</param>
/// <param name="Value">What the vector held; NaN when missing.</param>
/// <param name="Cost">
/// Above 0. In a scorecard, points below the best bin that a borrower can attain; missing and special values do not count as attainable:
/// nobody is advised to withhold data. In another library's model, how far the feature moved the result from the model's own baseline
/// (of trees, the average of its training data) towards the bad event.
/// </param>
public readonly record struct Contribution(int Slot, double Value, double Cost, CostUnit Unit, ReasonCode Reason)
{
    /// <summary>Puts this among the costliest so far, most first, earlier ones before later ones of the same cost.</summary>
    /// <param name="top">Its first <paramref name="count"/> are filled; its length is the most that are wanted.</param>
    /// <returns>How many are filled now.</returns>
    internal int InsertInto(Span<Contribution> top, int count)
    {
        int place = count;
        while (place > 0 && top[place - 1].Cost < Cost) place--;
        if (place == top.Length) return count;
        int kept = Math.Min(count, top.Length - 1);
        top[place..kept].CopyTo(top[(place + 1)..]);
        top[place] = this;
        return kept + 1;
    }
}
