using System.CommandLine;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Governance;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Google.Protobuf;
using Spectre.Console;

namespace CreditDecision.Cli.Monitoring;

/// <summary><c>creditctl monitor run|reports|report|default-rates</c>: whether live models are still what they were (A40).</summary>
internal static class MonitorCommand
{
    private const int MostPageSize = 500, MostThreads = 256;

    // The service opens the evidence of every decision of two periods, or counts millions of loans.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    public static Command Create() => new("monitor", "Watches live models: stability, and what really became of the loans.") { Run(), Reports(), Report(), DefaultRates() };

    private static Command Run()
    {
        var file = new Option<FileInfo?>("--baseline-file") { Description = "A document of groups and counts, instead of a baseline period." };
        var by = new Option<string>("--requested-by") { Description = "Who answers for it; stands in the report.", Required = true };
        Option<int?> threads = BoundedOption.Whole("--parallelism", 1, MostThreads, "Threads of the service. Default: one for each of its processors.");
        var thing = new Option<ThingKey?>("--thing")
        {
            Description = "As id@version: open findings of governance for what is signalled; needs a token.", HelpName = "thing",
            CustomParser = given => ThingArgument.Parse(given.Tokens.Single().Value, false, given.AddError),
        };
        PeriodOptions period = new("", "Decided"), baseline = new("baseline-", "Baseline decided");
        var json = new Option<bool>("--json") { Description = "Print the MonitoringReport message as JSON." };
        var command = new Command("run", "Compares a period with a baseline, counts default rates, and has the service keep the report.") { file, by, threads, thing, json };
        SubjectOptions subject = SubjectOptions.AddTo(command);
        period.AddTo(command);
        baseline.AddTo(command);
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            FileInfo? document = parsed.GetValue(file);
            MonitoringPeriod? before = baseline.Of(parsed);
            if (document is null == before is null) throw new Failure("give either --baseline-file, or one or both of --baseline-from and --baseline-to", ExitCode.Usage);
            var request = new RunMonitoringRequest
            {
                Subject = subject.Subject(parsed), Period = period.Of(parsed), RequestedBy = parsed.GetValue(by)!, AsOf = subject.AsOf(parsed), Parallelism = parsed.GetValue(threads) ?? 0, Thing = parsed.GetValue(thing),
            };
            if (document is null) request.BaselinePeriod = before;
            else request.BaselineDocument = ByteString.CopyFrom(await File.ReadAllBytesAsync(document.FullName, cancellation));
            using Connection connection = server.Connect(parsed);
            MonitoringReport report = await Client(connection).RunMonitoringAsync(request, connection.Options(Patience, cancellation));
            return Print(parsed, json, report, ReportPrinter.Print);
        });
        return command;
    }

    private static Command Reports()
    {
        var product = new Option<string?>("--product") { Description = "Only of this product." };
        var model = new Option<string?>("--model") { Description = "Only of this model." };
        Option<int?> pageSize = BoundedOption.Whole("--page-size", 1, MostPageSize, $"Reports to a page, at most {MostPageSize}. Default: 50.");
        var token = new Option<string?>("--page-token") { Description = "Where the previous page ended." };
        var json = new Option<bool>("--json") { Description = "Print the ListReportsResponse message as JSON." };
        var command = new Command("reports", "Lists the reports that are kept, newest first.") { product, model, pageSize, token, json };
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using Connection connection = server.Connect(parsed);
            var request = new ListReportsRequest
            {
                Product = parsed.GetValue(product) ?? "", ModelId = parsed.GetValue(model) ?? "", PageSize = parsed.GetValue(pageSize) ?? 0, PageToken = parsed.GetValue(token) ?? "",
            };
            return Print(parsed, json, await Client(connection).ListReportsAsync(request, connection.Options(cancellation)), ReportPrinter.Print);
        });
        return command;
    }

    private static Command Report()
    {
        var number = new Argument<long>("number") { Description = "The report's number." };
        var document = new Option<bool>("--document") { Description = "Print the document exactly as it is kept: its SHA-256 is the report's." };
        var baseline = new Option<bool>("--as-baseline") { Description = "Print the report's period as a baseline document for `monitor run --baseline-file`." };
        var json = new Option<bool>("--json") { Description = "Print the MonitoringReport message as JSON." };
        var command = new Command("report", "Shows one report.") { number, document, baseline, json };
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using Connection connection = server.Connect(parsed);
            GetReportResponse kept = await Client(connection).GetReportAsync(new GetReportRequest { Number = parsed.GetValue(number) }, connection.Options(cancellation));
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(document)) output.Write(kept.Document);
            else if (parsed.GetValue(baseline)) output.WriteLine(JsonOutput.Text(BaselineDocument.Of(kept.Report)));
            else Print(parsed, json, kept.Report, ReportPrinter.Print);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command DefaultRates()
    {
        var approved = new PeriodOptions("approved-", "Approved");
        var json = new Option<bool>("--json") { Description = "Print the DefaultRateReport message as JSON." };
        var command = new Command("default-rates", "Counts what became of all approved loans, by vintage and grade. Keeps nothing.") { json };
        SubjectOptions subject = SubjectOptions.AddTo(command);
        approved.AddTo(command);
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using Connection connection = server.Connect(parsed);
            var request = new GetDefaultRatesRequest { Subject = subject.Subject(parsed), Approved = approved.Of(parsed), AsOf = subject.AsOf(parsed) };
            return Print(parsed, json, await Client(connection).GetDefaultRatesAsync(request, connection.Options(Patience, cancellation)), DefaultRatePrinter.Print);
        });
        return command;
    }

    private static int Print<T>(ParseResult parsed, Option<bool> json, T message, Action<IAnsiConsole, T> print) where T : IMessage
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(json)) output.WriteLine(JsonOutput.Text(JsonOutput.Of(message)));
        else print(Screen.On(output), message);
        return ExitCode.Ok;
    }

    private static MonitoringService.MonitoringServiceClient Client(Connection connection) => new(connection.Channel);
}
