using System.CommandLine;
using System.CommandLine.Parsing;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CreditDecision.Cli.Backtests;

/// <summary><c>creditctl backtest</c>: what a candidate strategy would have decided on a period's applications, beside what was decided.</summary>
internal sealed class BacktestCommand
{
    private readonly Option<FileInfo?> _document = new("--document") { Description = "The candidate as a strategy document, YAML or JSON. It is only read, never put to use." };
    private readonly Option<string?> _strategy = new("--strategy") { Description = "The candidate as a strategy that is loaded; goes with --version." };
    private readonly Option<string?> _version = new("--version") { Description = "Version of --strategy." };
    private readonly Option<DateTimeOffset?> _from = MomentOption.Create("--from", "Decided at or after");
    private readonly Option<DateTimeOffset?> _to = MomentOption.Create("--to", "Decided before");
    private readonly Option<string?> _product = new("--product") { Description = "Product of the stored applications. Default: the candidate's." };
    private readonly Option<SegmentFeature[]> _segments = SegmentOption.Create();
    private readonly Option<FileInfo?> _outcomes = new("--outcomes") { Description = "CSV file of what became of loans: decision_id, or client_id and application_id; bad; observed_at if known." };
    private readonly Option<int?> _parallelism = BoundedOption.Whole("--parallelism", 1, 256, "Threads of the service that decide. Default: one for each of its processors.");
    private readonly Option<int?> _newest = BoundedOption.Whole("--newest", 1, int.MaxValue, "Only the newest so many decisions.");
    private readonly Option<bool> _json = new("--json") { Description = "Print the report as JSON." };

    public static Command Create()
    {
        var backtest = new BacktestCommand();
        var command = new Command("backtest", "Decides a period's applications again with a candidate strategy. Nothing is recorded or changed.")
        {
            backtest._document, backtest._strategy, backtest._version, backtest._from, backtest._to, backtest._product, backtest._segments,
            backtest._outcomes, backtest._parallelism, backtest._newest, backtest._json,
        };
        ServerOptions server = ServerOptions.AddTo(command, hasTimeout: false);
        command.Validators.Add(backtest.Validate);
        command.SetAction(async (parsed, cancellation) =>
        {
            using Connection connection = server.Connect(parsed);
            BacktestReport report = await backtest.RunAsync(parsed, connection, cancellation);
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(backtest._json)) output.WriteLine(JsonOutput.Text(JsonOutput.Of(report)));
            else new BacktestPrinter(Screen.On(output)).Print(report);
            return ExitCode.Ok;
        });
        return command;
    }

    private void Validate(CommandResult given)
    {
        bool named = given.GetValue(_strategy) is not null || given.GetValue(_version) is not null;
        bool whole = given.GetValue(_strategy) is not null && given.GetValue(_version) is not null;
        if (given.GetValue(_document) is null ? !whole : named)
            given.AddError("Give the candidate by --document FILE, or by --strategy ID and --version V.");
    }

    private async Task<BacktestReport> RunAsync(ParseResult parsed, Connection connection, CancellationToken cancellation)
    {
        BacktestSettings settings = await SettingsAsync(parsed, cancellation);
        var client = new BacktestService.BacktestServiceClient(connection.Channel);
        // It lasts as long as it lasts; who has seen enough interrupts it, and the service stops.
        using AsyncDuplexStreamingCall<BacktestInput, BacktestProgress> call = client.Backtest(cancellationToken: cancellation);
        await SendAsync(call, settings, parsed.GetValue(_outcomes), cancellation);
        BacktestReport? report = null;
        var progress = new BacktestProgressLine(parsed.InvocationConfiguration.Error);
        while (await call.ResponseStream.MoveNext(cancellation))
        {
            progress.Show(call.ResponseStream.Current);
            report = call.ResponseStream.Current.Report;
        }
        return report ?? throw new Failure("the service ended the back-test without a report");
    }

    private async Task<BacktestSettings> SettingsAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var settings = new BacktestSettings
        {
            Candidate = new StrategyChoice { Id = parsed.GetValue(_strategy) ?? "", Version = parsed.GetValue(_version) ?? "" },
            DecidedFrom = parsed.GetValue(_from)?.ToTimestamp(),
            DecidedBefore = parsed.GetValue(_to)?.ToTimestamp(),
            Product = parsed.GetValue(_product) ?? "",
            Parallelism = parsed.GetValue(_parallelism) ?? 0,
            MostDecisions = parsed.GetValue(_newest) ?? 0,
        };
        if (parsed.GetValue(_document) is { } document)
            settings.Candidate.Document = ByteString.CopyFrom(await File.ReadAllBytesAsync(document.FullName, cancellation));
        settings.Segments.Add(parsed.GetValue(_segments) ?? []);
        return settings;
    }

    private static async Task SendAsync(
        AsyncDuplexStreamingCall<BacktestInput, BacktestProgress> call, BacktestSettings settings, FileInfo? outcomes, CancellationToken cancellation)
    {
        try
        {
            await call.RequestStream.WriteAsync(new BacktestInput { Settings = settings }, cancellation);
            foreach (ObservedOutcomes chunk in outcomes is null ? [] : OutcomeFile.Read(outcomes))
                await call.RequestStream.WriteAsync(new BacktestInput { Outcomes = chunk }, cancellation);
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception refused) when (refused is RpcException or InvalidOperationException)
        {
            // The service has ended the call; why, it says where its answers are read.
        }
    }
}
