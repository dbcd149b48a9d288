using CreditDecision.V1;

namespace CreditDecision.Cli.Backtests;

/// <summary>Shows on stderr how far a back-test has come: a line for each message of the service, which sends about one a second.</summary>
internal sealed class BacktestProgressLine(TextWriter error)
{
    // Past the first minute a line a second only pushes the rest off the screen.
    private const int EveryLine = 60;
    private const int Sparse = 10;

    private int _shown;

    public void Show(BacktestProgress progress)
    {
        // The first one only says that the settings are accepted.
        if (progress.Report is not null || progress.Total == 0) return;
        _shown++;
        if (_shown > EveryLine && _shown % Sparse != 0) return;
        double share = (double)progress.Done / progress.Total;
        error.WriteLine($"{Show(progress.Done)} of {Show(progress.Total)} decisions, {Printing.Show.Share(share)}, {Show((long)progress.PerSecond)} a second");
    }

    private static string Show(long count) => Printing.Show.Count(count);
}
