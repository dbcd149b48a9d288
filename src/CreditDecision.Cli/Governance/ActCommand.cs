using System.CommandLine;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Cli.Governance;

/// <summary>What one command calls, once it is known of which thing.</summary>
internal delegate AsyncUnaryCall<GovernanceEvent> ThingCall(ModelGovernanceService.ModelGovernanceServiceClient client, ThingRef thing, CallOptions options);

/// <summary>What all commands of one thing have together: the thing, the person's words, the call, and the event that it became.</summary>
internal static class ActCommand
{
    public static Command Create(string name, string description, Func<string, ThingCall> callOf) => Create(name, description, [], (_, text, _) => Task.FromResult(callOf(text)));

    public static Command Create(string name, string description, Option[] more, Func<ParseResult, string, ThingCall> callOf) =>
        Create(name, description, more, (parsed, text, _) => Task.FromResult(callOf(parsed, text)));

    /// <param name="callOf">By the options and the person's words; reads the files that they name.</param>
    public static Command Create(string name, string description, Option[] more, Func<ParseResult, string, CancellationToken, Task<ThingCall>> callOf)
    {
        var json = new Option<bool>("--json") { Description = "Print the GovernanceEvent message as JSON." };
        var command = new Command(name, description);
        ThingOptions thing = ThingOptions.AddTo(command);
        foreach (Option option in more) command.Add(option);
        WordsOption words = WordsOption.AddTo(command);
        command.Add(json);
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            ThingCall call = await callOf(parsed, await words.ReadAsync(parsed, cancellation), cancellation);
            using Connection connection = server.Connect(parsed);
            ThingRef meant = await thing.ReadAsync(parsed, connection, cancellation);
            GovernanceEvent done = await call(new ModelGovernanceService.ModelGovernanceServiceClient(connection.Channel), meant, connection.Options(cancellation));
            parsed.InvocationConfiguration.Output.WriteLine(parsed.GetValue(json) ? JsonOutput.Text(JsonOutput.Of(done)) : GovernancePrinter.Line(done));
            return ExitCode.Ok;
        });
        return command;
    }
}
