namespace CreditDecision.Core.Scoring.Cards;

/// <summary>Where in an artifact's result the score is, and where its explanation.</summary>
/// <param name="Index">Into the artifact's margins or outputs, as <paramref name="Use"/> says.</param>
/// <param name="ExplainedMargin">The margin whose contributions explain the score.</param>
/// <param name="RisesWithRisk">Whether that margin grows with the bad event.</param>
/// <param name="Unit">In which that margin is counted.</param>
internal readonly record struct ScoreSource(CardOutputUse Use, int Index, int ExplainedMargin, bool RisesWithRisk, CostUnit Unit)
{
    /// <param name="row">As long as the artifact's inputs.</param>
    internal double ScoreOf(CompiledModel artifact, ReadOnlySpan<double> row)
    {
        bool isMargin = Use == CardOutputUse.Margin;
        Span<double> results = stackalloc double[isMargin ? artifact.Margins.Count : artifact.Outputs.Count];
        if (isMargin) artifact.Margin(row, results);
        else artifact.Predict(row, results);
        return results[Index];
    }

    /// <summary>
    /// What each input adds to the explained margin, and the bias. Of a softmax, to the margin less those of the other classes, each weighed by the class's
    /// share among the others for this row: with two classes that is the log-odds itself, with more what moves it at this row.
    /// </summary>
    /// <param name="contributions">Gets one for each input, and the bias behind them.</param>
    internal void ContributionsTo(CompiledModel artifact, ReadOnlySpan<double> row, Span<double> contributions)
    {
        artifact.Contributions(row, ExplainedMargin, contributions);
        if (artifact.Linkage != MarginLinkage.Softmax) return;
        double[] shares = SharesOfOthers(artifact, row), other = new double[contributions.Length];
        for (int k = 0; k < shares.Length; k++)
        {
            if (shares[k] == 0) continue;
            artifact.Contributions(row, k, other);
            for (int i = 0; i < other.Length; i++) contributions[i] -= shares[k] * other[i];
        }
    }

    private double[] SharesOfOthers(CompiledModel artifact, ReadOnlySpan<double> row)
    {
        var shares = new double[artifact.Margins.Count];
        artifact.Margin(row, shares);
        shares[ExplainedMargin] = double.NegativeInfinity;
        double most = shares.Max();
        for (int k = 0; k < shares.Length; k++) shares[k] = Math.Exp(shares[k] - most);
        double sum = shares.Sum();
        for (int k = 0; k < shares.Length; k++) shares[k] /= sum;
        return shares;
    }
}
