using System.CommandLine;
using System.CommandLine.Parsing;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Mappings;
using CreditDecision.Cli.Printing;

namespace CreditDecision.Cli.Batches;

/// <summary>How the report of <c>apply --csv</c> is shown.</summary>
internal sealed record BatchView(bool Json, Language Language, TextWriter Output, TextWriter Error);

/// <summary>The part of <c>creditctl apply</c> that belongs to <c>--csv</c>.</summary>
internal sealed class BatchCommandOptions
{
    private const int DefaultConcurrency = 64;
    private const int DefaultConnections = 4;
    private const int DefaultMaxFailures = 100;

    private readonly Option<FileInfo?> _mapping = new("--mapping") { Description = "YAML file that says how a row becomes an application. See mappings/README.md." };
    private readonly Option<string?> _label = new("--label") { Description = "Column that says how a row turned out, instead of the mapping's own." };
    private readonly Option<FileInfo?> _output = new("--output") { Description = "Write one line for each row to this CSV file." };
    private readonly Option<FileInfo?> _report = new("--report") { Description = "Write the report to this JSON file." };
    private readonly Option<int?> _limit = BoundedOption.Whole("--limit", 1, int.MaxValue, "Send the first so many rows only.");

    private readonly Option<double?> _rate = BoundedOption.Number(
        "--rate", 0.001, BatchOptions.MostRate, "Applications a second in an open loop. Default: as fast as answers come.");

    private readonly Option<int?> _concurrency = BoundedOption.Whole(
        "--concurrency", 1, BatchOptions.MostConcurrency, $"Most applications under way at once. Default: {DefaultConcurrency}.");

    private readonly Option<int?> _connections = BoundedOption.Whole("--connections", 1, Connection.Most, $"HTTP/2 connections. Default: {DefaultConnections}.");

    private readonly Option<int?> _maxFailures = BoundedOption.Whole(
        "--max-failures", 1, int.MaxValue, $"Stop after so many failed rows. Default: {DefaultMaxFailures}.");

    public Option<FileInfo?> Csv { get; } = new("--csv") { Description = "CSV file with a header line; goes with --mapping." };

    public void AddTo(Command command)
    {
        foreach (Option option in All.Prepend(Csv)) command.Add(option);
    }

    /// <summary>The name of the first of these options that was written on the command line.</summary>
    public string? FirstGiven(CommandResult given) => All.FirstOrDefault(option => given.GetResult(option) is { Implicit: false })?.Name;

    public void Validate(CommandResult given)
    {
        if (given.GetValue(_mapping) is null) given.AddError("--csv needs --mapping FILE.yaml.");
    }

    /// <returns>The exit code: 1 when any row failed.</returns>
    public async Task<int> RunAsync(ParseResult parsed, RunContext run, BatchView view, ServerOptions server, CancellationToken cancellation)
    {
        var options = new BatchOptions(
            parsed.GetValue(_limit),
            parsed.GetValue(_concurrency) ?? DefaultConcurrency,
            parsed.GetValue(_rate),
            parsed.GetValue(_maxFailures) ?? DefaultMaxFailures);
        using CsvSource source = CsvSource.Open(parsed.GetValue(Csv)!);
        LiveMapping mapping = LiveMapping.Open(parsed.GetValue(_mapping)!, source.Header, run, parsed.GetValue(_label), TimeProvider.System);
        using Connection connection = server.Connect(parsed, parsed.GetValue(_connections) ?? DefaultConnections);
        using ResultsFile? results = parsed.GetValue(_output) is { } output ? new ResultsFile(output) : null;
        BatchReport report = await SendAsync(source, mapping, connection, options, run, results, view.Error, cancellation);
        if (parsed.GetValue(_report) is { } file) await File.WriteAllTextAsync(file.FullName, Json(report) + "\n", CancellationToken.None);
        if (view.Json) view.Output.WriteLine(Json(report));
        else new ReportPrinter(Screen.On(view.Output), view.Language).Print(report);
        Complain(report, view.Error);
        return report.Failed == 0 && report.Ending == Endings.Complete ? ExitCode.Ok : ExitCode.Failed;
    }

    private IEnumerable<Option> All => [_mapping, _label, _output, _report, _limit, _rate, _concurrency, _connections, _maxFailures];

    private static async Task<BatchReport> SendAsync(
        CsvSource source, LiveMapping mapping, Connection connection, BatchOptions options, RunContext run, ResultsFile? results, TextWriter error,
        CancellationToken cancellation)
    {
        TimeProvider time = TimeProvider.System;
        var tally = new BatchTally(run.RunId, mapping.Current.Label?.Column, options.Rate);
        var batch = new BatchRun(source, new RowSender(mapping, connection, time), options, time);
        long start = time.GetTimestamp();
        return await new RunProgress(error, time).ShowAsync(async show =>
        {
            long count = 0;
            try
            {
                TimeSpan elapsed = await batch.RunAsync(Collect, cancellation);
                return tally.Report(elapsed, tally.Failed >= options.MaxFailures ? Endings.TooManyFailures : Endings.Complete);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return tally.Report(time.GetElapsedTime(start), Endings.Interrupted);
            }

            bool Collect(RowResult result)
            {
                tally.Add(result);
                results?.Add(result);
                show(++count, source.Progress);
                return tally.Failed < options.MaxFailures;
            }
        });
    }

    private static void Complain(BatchReport report, TextWriter error)
    {
        if (report.Ending == Endings.TooManyFailures) error.WriteLine($"creditctl: stopped after {report.Failed} failed rows; the rest of the file was not sent");
        if (report.Ending == Endings.Interrupted) error.WriteLine("creditctl: interrupted; the rest of the file was not sent");
        if (report.Failed > 0) error.WriteLine($"creditctl: {report.Failed} of {report.Rows} rows failed; the first:");
        // Rows that fail alike are told together: a service that is down is one fact, not ten.
        foreach (IGrouping<string, FailedRow> alike in report.FirstFailures.GroupBy(Describe))
        {
            string rows = string.Join(", ", alike.Select(failed => failed.Row).Order());
            error.WriteLine($"  row {rows}: {alike.Key}");
        }
    }

    private static string Describe(FailedRow failed) =>
        $"{failed.Status}: {failed.Message}{string.Concat(failed.Violations.Select(each => $"\n    {each.Field}: {each.Description}"))}";

    private static string Json(BatchReport report) => JsonOutput.Text(JsonOutput.OfRecord(report));

    private static class Endings
    {
        public const string Complete = "complete";
        public const string TooManyFailures = "too_many_failures";
        public const string Interrupted = "interrupted";
    }
}
