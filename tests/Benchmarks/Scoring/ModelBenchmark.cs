using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Formats;
using CreditDecision.Modeling.Formats.Artifacts;

namespace Benchmarks.Scoring;

/// <summary>Any model file on any rows: ours, and libxgboost beside it where the file is XGBoost's.</summary>
internal static class ModelBenchmark
{
    public static int Run(string modelPath, string inputPath)
    {
        try
        {
            var artifact = TreeEnsembleScorer.Read(modelPath);
            var rows = ReadRows(artifact.Model, inputPath);
            var count = rows.Length / artifact.Model.Inputs.Count;
            Console.WriteLine($"{artifact.Format}, {artifact.Model.Shape}, {artifact.Model.Inputs.Count} inputs, {count} rows");
            using var ours = new TreeEnsembleScorer(artifact.Model, rows);
            Print(ours, count);
            if (artifact.Format is ArtifactFormat.XgboostJson or ArtifactFormat.XgboostUbjson && XgboostScorer.IsInstalled)
            {
                using var theirs = new XgboostScorer(modelPath, Array.ConvertAll(rows, value => (float)value), artifact.Model.Inputs.Count);
                ScoringBits.AssertSame(modelPath, ours, theirs, count);
                Print(theirs, count);
            }

            return 0;
        }
        catch (Exception failure) when (failure is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }

    private static void Print(IRowScorer scorer, int rows)
    {
        var timing = RowTimer.Measure(scorer, rows, disturbed: false);
        Console.WriteLine($"  {scorer.Name,-50} p50 {timing.P50:0.00} us  mean {timing.Mean:0.00}  p99 {timing.P99:0.00}");
    }

    private static double[] ReadRows(CompiledModel model, string path)
    {
        var errors = new DocumentErrors();
        var table = CsvTables.Read(File.ReadAllBytes(path), path, errors) ?? throw new InvalidOperationException(string.Join("; ", errors.All));
        var rows = new double[table.Rows * model.Inputs.Count];
        for (var i = 0; i < model.Inputs.Count; i++)
        {
            var column = table.Find(model.Inputs[i].Name) ?? table.Find($"f{i}");
            if (column is not { IsNumber: true }) throw new InvalidOperationException($"{path}: there is no column of numbers {model.Inputs[i].Name}");
            for (var row = 0; row < table.Rows; row++) rows[row * model.Inputs.Count + i] = column.Numbers[row];
        }

        return rows;
    }
}
