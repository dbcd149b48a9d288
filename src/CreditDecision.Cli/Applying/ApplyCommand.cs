using System.CommandLine;
using System.CommandLine.Parsing;
using CreditDecision.Cli.Batches;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Mappings;
using CreditDecision.Cli.Printing;

namespace CreditDecision.Cli.Applying;

/// <summary><c>creditctl apply</c>: sends applications, a few from a JSON file or many from a CSV file, and shows the decisions.</summary>
internal sealed class ApplyCommand
{
    private readonly Option<FileInfo?> _file = new("--file")
    {
        Description = "JSON file with one application, a list of them, or {\"samples\": [{\"note\", \"application\"}]}. See samples/README.md.",
    };

    private readonly Option<bool> _verbose = new("--verbose") { Description = "With --file: show offer, schedule and the trace of every stage." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the results as JSON." };
    private readonly Option<Language> _language = LanguageOption.Create();
    private readonly Option<string?> _runId = new("--run-id") { Description = "What {run} stands for in application ids. Default: a new one." };

    private readonly Option<DateTimeOffset?> _now = new("--now")
    {
        Description = "What \"now\" means. Default: the clock. With --run-id it makes a run that can be repeated exactly.",
        HelpName = "time",
        CustomParser = ParseMoment,
    };

    private readonly BatchCommandOptions _batch = new();

    public static Command Create()
    {
        var apply = new ApplyCommand();
        var command = new Command("apply", "Sends loan applications and shows what was decided.")
        {
            apply._file, apply._verbose, apply._json, apply._language, apply._runId, apply._now,
        };
        apply._batch.AddTo(command);
        ServerOptions server = ServerOptions.AddTo(command);
        command.Validators.Add(apply.Validate);
        command.SetAction((parsed, cancellation) => apply.RunAsync(parsed, server, cancellation));
        return command;
    }

    private void Validate(CommandResult given)
    {
        bool isFile = given.GetValue(_file) is not null, isCsv = given.GetValue(_batch.Csv) is not null;
        if (isFile == isCsv) given.AddError("Give either --file FILE.json or --csv FILE.csv with --mapping FILE.yaml.");
        else if (isCsv) _batch.Validate(given);
        else if (_batch.FirstGiven(given) is { } stray) given.AddError($"{stray} goes with --csv, not with --file.");
        if (given.GetValue(_runId) is { } id && !RunIds.IsValid(id)) given.AddError($"--run-id must be {RunIds.Format}.");
    }

    private Task<int> RunAsync(ParseResult parsed, ServerOptions server, CancellationToken cancellation)
    {
        DateTimeOffset? now = parsed.GetValue(_now);
        var run = new RunContext(parsed.GetValue(_runId) ?? RunIds.New(TimeProvider.System), now ?? TimeProvider.System.GetUtcNow(), now is not null);
        InvocationConfiguration console = parsed.InvocationConfiguration;
        bool json = parsed.GetValue(_json);
        return parsed.GetValue(_file) is { } file
            ? SendFileAsync(parsed, file, run, new FileRunView(json, parsed.GetValue(_verbose), parsed.GetValue(_language), console.Output, console.Error), server, cancellation)
            : _batch.RunAsync(parsed, run, new BatchView(json, parsed.GetValue(_language), console.Output, console.Error), server, cancellation);
    }

    private static async Task<int> SendFileAsync(
        ParseResult parsed, FileInfo file, RunContext run, FileRunView view, ServerOptions server, CancellationToken cancellation)
    {
        IReadOnlyList<FiledApplication> applications = ApplicationFile.Read(file, run);
        using Connection connection = server.Connect(parsed);
        return await new FileRun(connection, view).RunAsync(applications, cancellation);
    }

    private static DateTimeOffset? ParseMoment(ArgumentResult given)
    {
        string text = given.Tokens.Single().Value;
        if (!Moments.IsRelative(text) && Moments.TryParse(text, default, out DateTimeOffset moment)) return moment;
        given.AddError($"\"{text}\" is not a time: write one such as 2026-11-25T09:30:00+08:00.");
        return null;
    }
}
