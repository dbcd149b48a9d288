using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;
using Google.Protobuf;

namespace CreditDecision.Service.Tests.Monitoring;

[Trait("Article", "A40")]
[Trait("Store", "SQLite")]
public sealed class MonitorCommandTests : IDisposable
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly ServiceHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task The_command_line_runs_lists_shows_and_counts()
    {
        await using RunningService service = await _home.StartWatchedAsync(1);
        await service.Client.DecideAsync(Requests.Clean("loan"), cancellationToken: _cancellation);
        MonitoringReport made = Parsed<MonitoringReport>(await CreditctlAsync(
            service, "run", "--model", "risk", "--from", "now-1d", "--baseline-to", "now", "--requested-by", "wang.fang", "--json"));
        Assert.Equal((1, 1, "wang.fang"), (made.Current.Decisions, made.Before.Decisions, made.RequestedBy));
        Assert.Contains($"Report {made.Number} of model risk", await CreditctlAsync(service, "report", $"{made.Number}"));
        Assert.Equal(made.Sha256, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(await CreditctlAsync(service, "report", $"{made.Number}", "--document")))));
        Assert.Equal(made.Number, Assert.Single(Parsed<ListReportsResponse>(await CreditctlAsync(service, "reports", "--json")).Reports).Number);
        Assert.Contains("wang.fang", await CreditctlAsync(service, "reports", "--model", "risk"));
        Assert.Contains("not mature", await CreditctlAsync(service, "default-rates", "--product", "consumer-cash"));
        Assert.Contains("leads the risk stage of no strategy", await CreditctlAsync(service, "default-rates", "--model", "aml"));
        Assert.Contains("Give either --product or --model.", await CreditctlAsync(service, "default-rates"));
    }

    [Fact]
    public async Task A_report_made_a_baseline_says_of_a_period_what_its_period_said()
    {
        await using RunningService service = await _home.StartWatchedAsync(1);
        for (int i = 0; i < 12; i++)
        {
            DecideRequest request = Requests.Clean($"before-{i}", i + 1).With("card_utilisation", 0.1 + (0.05 * i));
            if (i % 4 == 0) request.Features.Remove(request.Features.Single(feature => feature.Name == "education"));
            await service.Client.DecideAsync(request, cancellationToken: _cancellation);
        }
        MonitoringReport first = Parsed<MonitoringReport>(await CreditctlAsync(
            service, "run", "--product", "consumer-cash", "--to", "now", "--baseline-to", "now", "--requested-by", "wang.fang", "--json"));
        string file = _home.Folder.At("baseline.json");
        await File.WriteAllTextAsync(file, await CreditctlAsync(service, "report", $"{first.Number}", "--as-baseline"), _cancellation);
        for (int i = 0; i < 6; i++) await service.Client.DecideAsync(Requests.Clean($"now-{i}", i + 21).With("card_utilisation", 0.4), cancellationToken: _cancellation);

        string[] later = ["run", "--product", "consumer-cash", "--requested-by", "li.na", "--json"];
        MonitoringReport byPeriod = Parsed<MonitoringReport>(await CreditctlAsync(service, [.. later, "--baseline-to", first.MadeAt.ToDateTimeOffset().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ")]));
        MonitoringReport byDocument = Parsed<MonitoringReport>(await CreditctlAsync(service, [.. later, "--baseline-file", file]));
        Assert.Equal(($"report-{first.Number}", 12, 18), (byDocument.Baseline.Document.Id, byPeriod.Before.Decisions, byDocument.Current.Decisions));
        Assert.Equal(byPeriod.Score, byDocument.Score);
        Assert.Equal(byPeriod.Features.Select(feature => (feature.Name, feature.Shift)), byDocument.Features.Select(feature => (feature.Name, feature.Shift)));
    }

    private static T Parsed<T>(string json) where T : IMessage, new() => JsonParser.Default.Parse<T>(json);

    // What it said on either stream.
    private async Task<string> CreditctlAsync(RunningService service, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] words = [Repository.Built("CreditDecision.Cli", "creditctl.dll"), "monitor", .. arguments, "--server", service.Address];
        foreach (string word in words) start.ArgumentList.Add(word);
        using var process = System.Diagnostics.Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(_cancellation);
        string output = await process.StandardOutput.ReadToEndAsync(_cancellation);
        await process.WaitForExitAsync(_cancellation);
        return output + await error;
    }
}
