using CreditDecision.Core.Documents;
using MathNet.Numerics.Statistics;

namespace CreditDecision.Modeling.Fitting;

/// <summary>
/// Chooses the characteristics in three steps that a validator can follow: too little information, then the lesser of each correlated
/// pair, then, one at a time and the worst first, those whose coefficient has the wrong sign.
/// </summary>
internal sealed class CharacteristicSelection(FitSample sample, int[] rows)
{
    internal List<DroppedColumn> Dropped { get; } = [];

    /// <returns>Null when the regression cannot be used; the reason is in the errors.</returns>
    internal (LogisticFit Fit, List<FittedCharacteristic> Chosen)? Choose(IReadOnlyList<(FitColumn Column, FittedBins Bins)> candidates, DocumentErrors errors)
    {
        List<Candidate> left = DropCorrelated(DropUninformative(candidates));
        bool[] isBad = sample.OutcomesOf(rows);
        while (left.Count > 0)
        {
            LogisticFit fit = LogisticRegression.Fit([.. left.Select(candidate => candidate.Woe)], isBad);
            if (!fit.IsUsable)
            {
                errors.Add("", $"the logistic regression on {string.Join(", ", left.Select(item => item.Column.Column.Name))} failed: {SnakeCase.Of(fit.Outcome)}");
                return null;
            }
            int worst = WorstSign(fit);
            if (worst < 0)
                return (fit, [.. left.Select((item, i) => new FittedCharacteristic(item.Column, item.Bins, fit.Coefficients[i + 1], fit.StandardErrors[i + 1]))]);
            Dropped.Add(new DroppedColumn(left[worst].Column.Column.Name, DropReason.WrongSign, left[worst].Bins.InformationValue));
            left.RemoveAt(worst);
        }
        errors.Add("", $"no column has an information value of {sample.Plan.LeastInformationValue} or more");
        return null;
    }

    private List<Candidate> DropUninformative(IReadOnlyList<(FitColumn Column, FittedBins Bins)> candidates)
    {
        var kept = new List<Candidate>();
        foreach ((FitColumn column, FittedBins bins) in candidates)
        {
            if (bins.InformationValue >= sample.Plan.LeastInformationValue) kept.Add(new Candidate(column, bins, bins.Encode(column.Column, rows)));
            else Dropped.Add(new DroppedColumn(column.Column.Name, DropReason.LittleInformation, bins.InformationValue));
        }
        return [.. kept.OrderByDescending(candidate => candidate.Bins.InformationValue).ThenBy(candidate => candidate.Column.Column.Name, StringComparer.Ordinal)];
    }

    private List<Candidate> DropCorrelated(List<Candidate> byInformation)
    {
        var kept = new List<Candidate>();
        foreach (Candidate candidate in byInformation)
        {
            Candidate? twin = kept.FirstOrDefault(other => Math.Abs(Correlation.Pearson(other.Woe, candidate.Woe)) > sample.Plan.MostCorrelation);
            if (twin is null) kept.Add(candidate);
            else Dropped.Add(new DroppedColumn(candidate.Column.Column.Name, DropReason.Correlated, candidate.Bins.InformationValue, twin.Column.Column.Name));
        }
        return kept;
    }

    // WOE is positive for good, the regression is for bad: a sound coefficient is negative.
    private static int WorstSign(LogisticFit fit)
    {
        int worst = -1;
        for (int i = 1; i < fit.Coefficients.Count; i++)
            if (fit.Coefficients[i] >= 0 && (worst < 0 || fit.Coefficients[i] > fit.Coefficients[worst + 1])) worst = i - 1;
        return worst;
    }

    private sealed record Candidate(FitColumn Column, FittedBins Bins, double[] Woe);
}
