using System.CommandLine;
using System.CommandLine.Parsing;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CreditDecision.Cli.Replays;

/// <summary><c>creditctl replay</c>: has recorded decisions decided again by what made them; each must come out byte for byte (A25, A31, A42).</summary>
internal sealed class ReplayCommand
{
    private const int MostTold = 1_000;

    private readonly Option<string?> _decision = new("--decision") { Description = "One decision, by its id." };
    private readonly Option<string?> _client = new("--client") { Description = "With --application, one decision instead of an id." };
    private readonly Option<string?> _application = new("--application") { Description = "With --client, one decision instead of an id." };
    private readonly Option<bool> _all = new("--all") { Description = "Every decision of the store." };
    private readonly Option<DateTimeOffset?> _from = MomentOption.Create("--from", "Decided at or after");
    private readonly Option<DateTimeOffset?> _to = MomentOption.Create("--to", "Decided before");
    private readonly Option<string?> _product = new("--product") { Description = "Product code." };
    private readonly Option<EvaluationForm> _form = EvaluationFormOption.Create();
    private readonly Option<int?> _parallelism = BoundedOption.Whole("--parallelism", 1, 256, "Decisions at a time. Default: what the service is set to, which also is the most.");
    private readonly Option<int?> _told = BoundedOption.Whole("--most-told", 1, MostTold, "How many that are not identical are shown one by one; all are counted. Default: 100.");
    private readonly Option<bool> _json = new("--json") { Description = "Print {\"summary\": ..., \"told\": [...]}." };

    public static Command Create()
    {
        var replay = new ReplayCommand();
        var command = new Command("replay", "Decides recorded decisions again with the documents that made them and compares byte for byte. Ends with 1 when any is not identical.")
        {
            replay._decision, replay._client, replay._application, replay._all, replay._from, replay._to, replay._product,
            replay._form, replay._parallelism, replay._told, replay._json,
        };
        ServerOptions server = ServerOptions.AddTo(command, hasTimeout: false);
        command.Validators.Add(replay.Validate);
        command.SetAction(async (parsed, cancellation) =>
        {
            using Connection connection = server.Connect(parsed);
            return await replay.RunAsync(parsed, connection, cancellation);
        });
        return command;
    }

    private void Validate(CommandResult given)
    {
        bool byId = given.GetValue(_decision) is not null;
        bool client = given.GetValue(_client) is not null, application = given.GetValue(_application) is not null;
        bool period = given.GetValue(_from) is not null || given.GetValue(_to) is not null || given.GetValue(_product) is not null;
        bool many = period || given.GetValue(_all);
        if (client != application) given.AddError("--client and --application go together.");
        else if (Count(byId, client, many) != 1) given.AddError("Give one decision (--decision, or --client and --application), a period (--from, --to, --product), or --all.");
        else if (period && given.GetValue(_all)) given.AddError("--all means every decision; leave out --from, --to and --product.");
    }

    private static int Count(params ReadOnlySpan<bool> given)
    {
        int count = 0;
        foreach (bool each in given) count += each ? 1 : 0;
        return count;
    }

    private async Task<int> RunAsync(ParseResult parsed, Connection connection, CancellationToken cancellation)
    {
        InvocationConfiguration console = parsed.InvocationConfiguration;
        var client = new ReplayService.ReplayServiceClient(connection.Channel);
        // As long as it takes: a period may hold millions.
        using AsyncServerStreamingCall<ReplayProgress> call = client.Replay(Request(parsed), new CallOptions(cancellationToken: cancellation));
        var report = new ReplayReport();
        await new ReplayProgressBar(console.Error).ShowAsync(async show =>
        {
            while (await call.ResponseStream.MoveNext(cancellation))
            {
                report.Add(call.ResponseStream.Current);
                show(call.ResponseStream.Current);
            }
        });
        if (!report.IsWhole) throw new Failure("the service ended the run before it was finished");
        if (parsed.GetValue(_json)) console.Output.WriteLine(JsonOutput.Text(report.AsJson()));
        else new ReplayPrinter(Screen.On(console.Output)).Print(report);
        return report.AllIdentical ? ExitCode.Ok : ExitCode.Failed;
    }

    private ReplayRequest Request(ParseResult parsed) => new()
    {
        DecisionId = parsed.GetValue(_decision) ?? "",
        ClientId = parsed.GetValue(_client) ?? "",
        ApplicationId = parsed.GetValue(_application) ?? "",
        DecidedFrom = parsed.GetValue(_from) is { } from ? Timestamp.FromDateTimeOffset(from) : null,
        DecidedBefore = parsed.GetValue(_to) is { } before ? Timestamp.FromDateTimeOffset(before) : null,
        Product = parsed.GetValue(_product) ?? "",
        Form = parsed.GetValue(_form),
        Parallelism = parsed.GetValue(_parallelism) ?? 0,
        MostTold = parsed.GetValue(_told) ?? 0,
    };
}
