using System.Diagnostics;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;
using Google.Protobuf;

namespace CreditDecision.Service.Tests.Backtests;

[Trait("Store", "SQLite")]
public sealed class BacktestCommandTests
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_command_line_sends_outcomes_and_prints_the_report()
    {
        await using RecordedPeriod period = await RecordedPeriod.StartAsync();
        string outcomes = period.At("outcomes.csv");
        await File.WriteAllTextAsync(outcomes, $"decision_id,bad,note\n{period.Decided["clean-0"].Decision.DecisionId},1,late\n", _cancellation);
        (int code, string output, string error) = await CreditctlAsync(period, "--outcomes", outcomes, "--segment", "card_utilisation:0.5", "--json");
        Assert.True(code == 0, error);
        BacktestReport report = JsonParser.Default.Parse<BacktestReport>(output);
        Assert.Equal((period.Decided.Count, 1), (report.Compared, report.OutcomesMatched));
        Assert.Equal("card_utilisation", report.Segments[^1].Name);
        (code, output, error) = await CreditctlAsync(period);
        Assert.True(code == 0, error);
        Assert.Contains("Back-test of consumer-cash", output);
        (code, _, error) = await CreditctlAsync(period, "--segment", "shoe_size");
        Assert.Equal(1, code);
        Assert.Contains("settings.segments[0]", error);
    }

    private async Task<(int Code, string Output, string Error)> CreditctlAsync(RecordedPeriod period, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        StrategyChoice running = period.Running().Candidate;
        string[] arguments =
        [
            Repository.Built("CreditDecision.Cli", "creditctl.dll"), "backtest", "--server", period.Service.Address,
            "--strategy", running.Id, "--version", running.Version, .. more,
        ];
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        using var process = System.Diagnostics.Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(_cancellation);
        string output = await process.StandardOutput.ReadToEndAsync(_cancellation);
        await process.WaitForExitAsync(_cancellation);
        return (process.ExitCode, output, await error);
    }
}
