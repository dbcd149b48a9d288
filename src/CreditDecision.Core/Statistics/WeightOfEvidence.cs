namespace CreditDecision.Core.Statistics;

/// <summary>Weight of evidence and information value of grouped outcomes (Kullback 1959; Siddiqi 2006).</summary>
public static class WeightOfEvidence
{
    /// <summary>ln(share of all goods in the group / share of all bads in the group): positive is better than average.</summary>
    public static double Of(double good, double bad, double allGood, double allBad)
    {
        (good, bad) = WithoutZero(good, bad);
        return Math.Log(good / allGood / (bad / allBad));
    }

    /// <summary>Σ (share of goods − share of bads) · WOE. Below 0.02 is usually taken as no, above 0.3 as strong predictive power.</summary>
    public static double InformationValue(IEnumerable<(long Good, long Bad)> groups)
    {
        (long Good, long Bad)[] all = [.. groups];
        double allGood = all.Sum(group => group.Good), allBad = all.Sum(group => group.Bad);
        return all.Where(group => group.Good + group.Bad > 0).Sum(group => Term(group.Good, group.Bad, allGood, allBad));
    }

    /// <summary>What one group adds to the information value.</summary>
    public static double Term(double good, double bad, double allGood, double allBad)
    {
        double woe = Of(good, bad, allGood, allBad);
        (good, bad) = WithoutZero(good, bad);
        return (good / allGood - bad / allBad) * woe;
    }

    // Half a row where there is none keeps a pure group finite (Zeng 2014); groups with both outcomes are left exact.
    private static (double Good, double Bad) WithoutZero(double good, double bad) =>
        good == 0 || bad == 0 ? (good + 0.5, bad + 0.5) : (good, bad);
}
