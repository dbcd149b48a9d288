using System.Diagnostics;
using System.Globalization;
using CreditDecision.Core.Statistics;

namespace CreditDecision.Modeling.Tests.Statistics;

/// <summary>Beside scikit-learn, where Debian's python3-sklearn is installed.</summary>
[Trait("Article", "A38")]
public sealed class ScikitLearnTests
{
    private const string Script = """
        import sys
        from sklearn.metrics import roc_auc_score, roc_curve, brier_score_loss, log_loss
        rows = [line.split() for line in sys.stdin]
        p = [float(row[0]) for row in rows]
        y = [int(row[1]) for row in rows]
        low, high, _ = roc_curve(y, p, drop_intermediate=False)
        print(repr(float(roc_auc_score(y, p))), repr(float(max(high - low))), repr(float(brier_score_loss(y, p))), repr(float(log_loss(y, p))))
        """;

    // Debian's own; another one may come first in the path.
    private static readonly string Python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    [Fact]
    public async Task Auc_KS_Brier_and_log_loss_are_the_same_to_a_billionth()
    {
        if (await RunAsync("import sklearn", "") is null) Assert.Skip("python3-sklearn is not installed");
        var random = new Random(7);
        // Coarse, so that many rows are tied.
        double[] pd = [.. Enumerable.Range(0, 20_000).Select(_ => Math.Clamp(Math.Round(Math.Pow(random.NextDouble(), 3), 2), 0.001, 0.999))];
        bool[] isBad = [.. pd.Select(p => random.NextDouble() < p)];
        string rows = string.Join('\n', pd.Zip(isBad, (p, bad) => $"{p.ToString("R", CultureInfo.InvariantCulture)} {(bad ? 1 : 0)}"));
        double[] theirs = [.. (await RunAsync(Script, rows))!.Split().Where(text => text.Length > 0).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        var ranks = Discrimination.Of([.. pd.Select(p => -p)], isBad);
        var accuracy = Accuracy.Of(pd, isBad);
        double[] ours = [ranks.Auc, ranks.Ks, accuracy.Brier, accuracy.LogLoss];
        foreach ((double their, double our) in theirs.Zip(ours)) Assert.Equal(their, our, 1e-9);
    }

    /// <returns>Null where it failed.</returns>
    private static async Task<string?> RunAsync(string script, string input)
    {
        using var process = new Process { StartInfo = new ProcessStartInfo(Python, ["-c", script]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true } };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await error;
        return process.ExitCode == 0 ? await output : null;
    }
}
