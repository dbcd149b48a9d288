using System.CommandLine;
using System.CommandLine.Parsing;
using CreditDecision.Cli.Applying;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Mappings;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace CreditDecision.Cli.Replays;

/// <summary><c>creditctl simulate</c>: shows what would be decided, by what runs or by a draft, with the whole trace. Nothing is recorded.</summary>
internal sealed class SimulateCommand
{
    private readonly Option<FileInfo> _file = new("--file")
    {
        Description = "JSON file with one application, a list of them, or {\"samples\": [{\"note\", \"application\"}]}. See samples/README.md.",
        Required = true,
    };

    private readonly Option<string?> _strategy = new("--strategy") { Description = "A loaded strategy instead of the one that would decide; goes with --version." };
    private readonly Option<string?> _version = new("--version") { Description = "Version of --strategy." };
    private readonly Option<FileInfo?> _document = new("--document") { Description = "A strategy document, YAML or JSON, instead of the one that would decide. It is only read, never put to use." };
    private readonly Option<DateTimeOffset?> _at = MomentOption.Create("--at", "Moment for which it is decided, else now");
    private readonly Option<long?> _reserved = new("--reserved-fen") { Description = "Consumer credit that the borrower is taken to hold already, fen. Default: 0.", HelpName = "fen" };
    private readonly Option<bool> _recorded = new("--recorded-exposure") { Description = "Take what the service really holds for the borrower." };
    private readonly Option<EvaluationForm> _form = EvaluationFormOption.Create();
    private readonly Option<bool> _json = new("--json") { Description = "Print {\"results\": [{\"index\", \"note\", \"simulated\"}]}." };
    private readonly Option<Language> _language = LanguageOption.Create();

    public static Command Create()
    {
        var simulate = new SimulateCommand();
        var command = new Command("simulate", "Shows what would be decided on applications, with the whole trace. Nothing is recorded or reserved.")
        {
            simulate._file, simulate._strategy, simulate._version, simulate._document, simulate._at, simulate._reserved, simulate._recorded,
            simulate._form, simulate._json, simulate._language,
        };
        ServerOptions server = ServerOptions.AddTo(command);
        command.Validators.Add(simulate.Validate);
        command.SetAction((parsed, cancellation) => simulate.RunAsync(parsed, server, cancellation));
        return command;
    }

    private void Validate(CommandResult given)
    {
        bool id = given.GetValue(_strategy) is not null, version = given.GetValue(_version) is not null;
        if (id != version) given.AddError("--strategy and --version go together.");
        else if (id && given.GetValue(_document) is not null) given.AddError("Give either --strategy and --version, or --document.");
        if (given.GetValue(_recorded) && given.GetValue(_reserved) is not null) given.AddError("Give either --reserved-fen or --recorded-exposure.");
        if (given.GetValue(_reserved) < 0) given.AddError("--reserved-fen must be 0 or more.");
    }

    private async Task<int> RunAsync(ParseResult parsed, ServerOptions server, CancellationToken cancellation)
    {
        DateTimeOffset? at = parsed.GetValue(_at);
        // Relative times of the file are relative to the moment of the decision.
        var run = new RunContext(RunIds.New(TimeProvider.System), at ?? TimeProvider.System.GetUtcNow(), at is not null);
        IReadOnlyList<FiledApplication> applications = ApplicationFile.Read(parsed.GetValue(_file)!, run);
        StrategyChoice? strategy = await StrategyAsync(parsed, cancellation);
        using Connection connection = server.Connect(parsed);
        var view = new SimulationView(parsed.GetValue(_json), parsed.GetValue(_language), parsed.InvocationConfiguration);
        return await new SimulationRun(connection, view).RunAsync(applications, application => Request(parsed, application, strategy), cancellation);
    }

    private SimulateRequest Request(ParseResult parsed, DecideRequest application, StrategyChoice? strategy)
    {
        var request = new SimulateRequest
        {
            Application = application,
            Strategy = strategy,
            DecidedAt = parsed.GetValue(_at) is { } at ? Timestamp.FromDateTimeOffset(at) : null,
            UseRecordedExposure = parsed.GetValue(_recorded),
            Form = parsed.GetValue(_form),
        };
        if (parsed.GetValue(_reserved) is { } reserved) request.ReservedConsumerCreditFen = reserved;
        return request;
    }

    private async Task<StrategyChoice?> StrategyAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_document) is { } document)
            return new StrategyChoice { Document = ByteString.CopyFrom(await File.ReadAllBytesAsync(document.FullName, cancellation)) };
        return parsed.GetValue(_strategy) is { } id ? new StrategyChoice { Id = id, Version = parsed.GetValue(_version)! } : null;
    }
}
