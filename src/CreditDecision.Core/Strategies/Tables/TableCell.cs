namespace CreditDecision.Core.Strategies.Tables;

/// <summary>What one input must be for a row to match, as written. Flags and categories are their numbers of the feature vector.</summary>
/// <param name="IsAny">Matches whatever comes, missing included.</param>
/// <param name="Missing">Matches a missing value.</param>
/// <param name="Ranges">Matches a value in any of these.</param>
internal sealed record TableCell(bool IsAny, bool Missing, IReadOnlyList<NumberRange> Ranges)
{
    public static readonly TableCell Any = new(true, true, []);

    public bool Matches(double value)
    {
        if (IsAny) return true;
        if (double.IsNaN(value)) return Missing;
        for (int i = 0; i < Ranges.Count; i++)
            if (Ranges[i].Contains(value)) return true;
        return false;
    }
}
