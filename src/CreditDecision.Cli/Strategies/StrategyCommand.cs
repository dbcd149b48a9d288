using System.CommandLine;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Google.Protobuf;

namespace CreditDecision.Cli.Strategies;

/// <summary><c>creditctl strategy list|content|reload|rollback</c>: shows what decides, changes it, and goes back.</summary>
internal static class StrategyCommand
{
    // Reading and compiling all content takes a second or two, and an archive on a slow disk more.
    private static readonly TimeSpan ReloadTimeout = TimeSpan.FromMinutes(1);

    public static Command Create() => new("strategy", "Shows which strategies decide, reloads them and goes back.") { List(), Content(), Reload(), RollBack() };

    private static Command List()
    {
        var product = new Option<string?>("--product") { Description = "Of this product only." };
        var command = new Command("list", "Lists the loaded strategies with their part in the product's rollout.") { product };
        Act(command, async (client, connection, parsed, cancellation) =>
        {
            var request = new ListStrategiesRequest { Product = parsed.GetValue(product) ?? "" };
            return await client.ListStrategiesAsync(request, connection.Options(cancellation));
        }, StrategyScreen.Print);
        return command;
    }

    private static Command Content()
    {
        var command = new Command("content", "Shows the content that decides and what one can go back to.");
        Act(
            command,
            async (client, connection, _, cancellation) => await client.GetContentAsync(new GetContentRequest(), connection.Options(cancellation)),
            StrategyScreen.Print);
        return command;
    }

    private static Command Reload()
    {
        Option<string> by = By();
        var command = new Command("reload", "Has the service read its content folder anew. With any mistake in it, nothing changes.") { by };
        Act(command, async (client, connection, parsed, cancellation) =>
        {
            var request = new ReloadContentRequest { RequestedBy = parsed.GetValue(by)! };
            return await client.ReloadContentAsync(request, connection.Options(ReloadTimeout, cancellation));
        }, StrategyScreen.Print);
        return command;
    }

    private static Command RollBack()
    {
        Option<string> by = By();
        var to = new Option<string?>("--to") { Description = "Hash of earlier content, as \"strategy content\" shows it. Default: what the running one replaced.", HelpName = "sha256" };
        var command = new Command("rollback", "Goes back to earlier content at once. The content folder stays as it is.") { by, to };
        Act(command, async (client, connection, parsed, cancellation) =>
        {
            var request = new RollBackContentRequest { RequestedBy = parsed.GetValue(by)!, Sha256 = parsed.GetValue(to) ?? "" };
            return await client.RollBackContentAsync(request, connection.Options(cancellation));
        }, StrategyScreen.Print);
        return command;
    }

    private static Option<string> By() => new("--by")
    {
        Description = "Who asks, for the record. Default: the user who runs this.",
        HelpName = "name",
        DefaultValueFactory = _ => Environment.UserName,
    };

    private static void Act<T>(
        Command command,
        Func<StrategyService.StrategyServiceClient, Connection, ParseResult, CancellationToken, Task<T>> ask,
        Action<Spectre.Console.IAnsiConsole, T> print)
        where T : IMessage
    {
        var json = new Option<bool>("--json") { Description = "Print the answer as JSON." };
        command.Add(json);
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using Connection connection = server.Connect(parsed);
            T answer = await ask(new StrategyService.StrategyServiceClient(connection.Channel), connection, parsed, cancellation);
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteLine(JsonOutput.Text(JsonOutput.Of(answer)));
            else print(Screen.On(output), answer);
            return ExitCode.Ok;
        });
    }
}
