using System.CommandLine;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Spectre.Console;

namespace CreditDecision.Cli.Governance;

/// <summary><c>creditctl governance list|show|events|document</c>: what governance knows, now or then.</summary>
internal static class QueryCommands
{
    private const int MostPageSize = 500;

    public static IEnumerable<Command> All() => [List(), Show(), Events(), Document()];

    private static Command List()
    {
        Option<DateTimeOffset?> asOf = MomentOption.Create("--as-of", "What was in force then");
        Option<ThingKind> kind = ChoiceOption.Create("--kind", "Only these.", ThingKind.Model, ThingKind.Strategy, ThingKind.FeatureCatalog);
        var inForce = new Option<bool>("--in-force") { Description = "Only what decides or shadows." };
        var json = new Option<bool>("--json") { Description = "Print the ListThingsResponse message as JSON." };
        var command = new Command("list", "Lists everything that is registered, with where it stands in its life.") { asOf, kind, inForce, json };
        return Asking(command, json, async (parsed, client, connection, cancellation) =>
        {
            var request = new ListThingsRequest { AsOf = parsed.GetValue(asOf)?.ToTimestamp(), Kind = parsed.GetValue(kind), InForce = parsed.GetValue(inForce) };
            return await client.ListThingsAsync(request, connection.Options(cancellation));
        }, GovernancePrinter.Print);
    }

    private static Command Show()
    {
        Argument<ThingKey> thing = ThingArgument.Create(mayBeNewest: true);
        Option<DateTimeOffset?> asOf = MomentOption.Create("--as-of", "As it stood then");
        var json = new Option<bool>("--json") { Description = "Print the GovernedThing message as JSON." };
        var command = new Command("show", "Shows one thing.") { thing, asOf, json };
        return Asking(command, json, async (parsed, client, connection, cancellation) =>
        {
            var request = new GetThingRequest { Thing = parsed.GetRequiredValue(thing), AsOf = parsed.GetValue(asOf)?.ToTimestamp() };
            return await client.GetThingAsync(request, connection.Options(cancellation));
        }, GovernancePrinter.Print);
    }

    private static Command Events()
    {
        Argument<ThingKey?> thing = new("thing")
        {
            Description = "Only its events, as id@version; the id alone is all its versions.",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = given => given.Tokens is [var token] ? ThingArgument.Parse(token.Value, true, given.AddError) : null,
        };
        Option<int?> pageSize = BoundedOption.Whole("--page-size", 1, MostPageSize, $"Events to a page, at most {MostPageSize}. Default: 100.");
        var token = new Option<string?>("--page-token") { Description = "Where the previous page ended." };
        var json = new Option<bool>("--json") { Description = "Print the ListEventsResponse message as JSON." };
        var command = new Command("events", "Lists the log, oldest first.") { thing, pageSize, token, json };
        return Asking(command, json, async (parsed, client, connection, cancellation) =>
        {
            var request = new ListEventsRequest { Thing = parsed.GetValue(thing), PageSize = parsed.GetValue(pageSize) ?? 0, PageToken = parsed.GetValue(token) ?? "" };
            return await client.ListEventsAsync(request, connection.Options(cancellation));
        }, GovernancePrinter.Print);
    }

    private static Command Document()
    {
        var sha256 = new Argument<string>("sha256") { Description = "64 hexadecimal digits, as an event names it." };
        var output = new Option<FileInfo?>("--output") { Description = "Where to write it. Default: the terminal.", HelpName = "file" };
        var json = new Option<bool>("--json") { Description = "Print the GovernanceDocument message as JSON." };
        var command = new Command("document", "Fetches a document that an event names, exactly as it is kept.") { sha256, output, json };
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using Connection connection = server.Connect(parsed);
            GovernanceDocument found = await new ModelGovernanceService.ModelGovernanceServiceClient(connection.Channel)
                .GetDocumentAsync(new GetDocumentRequest { Sha256 = parsed.GetRequiredValue(sha256) }, connection.Options(cancellation));
            TextWriter console = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(output) is { } file) await File.WriteAllBytesAsync(file.FullName, found.Content.ToByteArray(), cancellation);
            else if (parsed.GetValue(json)) console.WriteLine(JsonOutput.Text(JsonOutput.Of(found)));
            else console.Write(found.Content.ToStringUtf8());
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Asking<T>(
        Command command, Option<bool> json, Func<ParseResult, ModelGovernanceService.ModelGovernanceServiceClient, Connection, CancellationToken, Task<T>> ask, Action<IAnsiConsole, T> print)
        where T : IMessage
    {
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using Connection connection = server.Connect(parsed);
            T answer = await ask(parsed, new ModelGovernanceService.ModelGovernanceServiceClient(connection.Channel), connection, cancellation);
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteLine(JsonOutput.Text(JsonOutput.Of(answer)));
            else print(Screen.On(output), answer);
            return ExitCode.Ok;
        });
        return command;
    }
}
