using CreditDecision.Core.Scoring.Trees;

namespace Benchmarks.Scoring;

/// <summary>A fast wrong answer is no result: what is measured has the bits of XGBoost on every row.</summary>
internal static class ScoringBits
{
    public static void AssertSame(string model, IRowScorer ours, IRowScorer theirs, int rows)
    {
        for (var row = 0; row < rows; row++)
            AssertSame(model, row, ours.Score(row), theirs.Score(row));
    }

    /// <summary>Against what XGBoost wrote down when the model was trained.</summary>
    public static void AssertFiles(string name, TreeEnsemble model, float[] rows, float[] margins, float[] probabilities)
    {
        var values = new double[1];
        for (var row = 0; row < margins.Length; row++)
        {
            var input = Array.ConvertAll(rows[(row * model.Inputs.Count)..((row + 1) * model.Inputs.Count)], value => (double)value);
            model.Margin(input, values);
            AssertSame(name, row, (float)values[0], margins[row]);
            model.Predict(input, values);
            AssertSame(name, row, (float)values[0], probabilities[row]);
        }
    }

    private static void AssertSame(string model, int row, float ours, float theirs)
    {
        if (BitConverter.SingleToInt32Bits(ours) != BitConverter.SingleToInt32Bits(theirs))
            throw new InvalidOperationException($"model {model}, row {row}: we say {ours:R}, XGBoost says {theirs:R}");
    }
}
