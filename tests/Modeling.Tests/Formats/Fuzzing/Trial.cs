using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Tests.Formats.Fuzzing;

internal enum Verdict
{
    Unspecified = 0,
    Accepted,
    Refused,
}

/// <summary>One artifact through the one door and, if it is let in, some rows through the model.</summary>
internal static class Trial
{
    // What a reader may take before it has seen anything, and how much a byte of the file may become: a number of three
    // characters in a list grows to a node of less than a hundred bytes, held twice while it is packed.
    private const long LeastBudget = 64 << 20;
    private const long BudgetPerByte = 200;

    // A margin's contributions take far longer than its score; two tell as much as a thousand.
    private const int MostExplainedMargins = 2;

    private static readonly double[] Notable =
        [0, double.NaN, 1, -1, 0.5, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.Epsilon, 3, 31, 32, 1e10, -0.0, 1 << 24];

    /// <exception cref="TrialFailedException">The reader or the model broke its word.</exception>
    internal static Verdict Run(byte[] artifact)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var errors = new DocumentErrors();
        ModelArtifact? read = ArtifactReader.Read(artifact, errors);
        if (read is null && !errors.Any) throw new TrialFailedException("is refused without a reason");
        if (read is not null && errors.Any) throw new TrialFailedException($"is accepted with errors: {errors.All[0]}");
        if (errors.All.Any(error => string.IsNullOrWhiteSpace(error.Message))) throw new TrialFailedException("is refused at a place without a reason");
        if (read is not null) Score(read.Model);
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        if (taken > LeastBudget + BudgetPerByte * artifact.Length) throw new TrialFailedException($"took {taken:N0} bytes for a file of {artifact.Length:N0}");
        return read is null ? Verdict.Refused : Verdict.Accepted;
    }

    private static void Score(CompiledModel model)
    {
        double[] row = new double[model.Inputs.Count], margins = new double[model.Margins.Count], outputs = new double[model.Outputs.Count];
        for (int first = 0; first < Notable.Length; first++)
        {
            for (int i = 0; i < row.Length; i++) row[i] = Notable[(first + i * (first + 1)) % Notable.Length];
            model.Margin(row, margins);
            model.Predict(row, outputs);
        }
        Explain(model, row);
    }

    private static void Explain(CompiledModel model, double[] row)
    {
        double[] contributions = new double[row.Length + 1];
        try
        {
            for (int margin = 0; margin < Math.Min(model.Margins.Count, MostExplainedMargins); margin++) model.Contributions(row, margin, contributions);
        }
        catch (NotSupportedException)
        {
            // Some models have margins that do not split into parts of one input each, and say so.
        }
    }
}

internal sealed class TrialFailedException(string what) : Exception(what);
