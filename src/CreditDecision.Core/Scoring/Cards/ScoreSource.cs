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
}
