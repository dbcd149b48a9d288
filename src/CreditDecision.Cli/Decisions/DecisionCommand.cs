using System.CommandLine;
using System.Text.Json.Nodes;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Spectre.Console;

namespace CreditDecision.Cli.Decisions;

/// <summary><c>creditctl decision get|list</c>: reads what was decided (A25, A31).</summary>
internal static class DecisionCommand
{
    public static Command Create() => new("decision", "Reads recorded decisions.") { Get(), ListCommand.Create() };

    private static Command Get()
    {
        var id = new Argument<string?>("id") { Description = "The decision's id.", Arity = ArgumentArity.ZeroOrOne };
        var client = new Option<string?>("--client") { Description = "With --application, instead of an id." };
        var application = new Option<string?>("--application") { Description = "With --client, instead of an id." };
        var json = new Option<bool>("--json") { Description = "Print the Decision message as JSON; with --shadows {\"decision\": ..., \"shadows\": [...]}." };
        var shadows = new Option<bool>("--shadows") { Description = "Show what shadows would have said, too." };
        Option<Language> language = LanguageOption.Create();
        var command = new Command("get", "Shows one decision in full.") { id, client, application, json, shadows, language };
        ServerOptions server = ServerOptions.AddTo(command);
        command.Validators.Add(given =>
        {
            bool byId = given.GetValue(id) is not null;
            bool byClient = given.GetValue(client) is not null, byApplication = given.GetValue(application) is not null;
            if (byId ? byClient || byApplication : !(byClient && byApplication))
                given.AddError("Give either the decision's id, or both --client and --application.");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            var request = new GetDecisionRequest
            {
                DecisionId = parsed.GetValue(id) ?? "",
                ClientId = parsed.GetValue(client) ?? "",
                ApplicationId = parsed.GetValue(application) ?? "",
            };
            using Connection connection = server.Connect(parsed);
            Decision decision = await connection.Client.GetDecisionAsync(request, connection.Options(cancellation));
            ListShadowsResponse? said = parsed.GetValue(shadows) ? await ShadowsOf(decision, connection, cancellation) : null;
            Print(parsed.InvocationConfiguration.Output, decision, said, parsed.GetValue(json), parsed.GetValue(language));
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<ListShadowsResponse> ShadowsOf(Decision decision, Connection connection, CancellationToken cancellation) =>
        await new StrategyService.StrategyServiceClient(connection.Channel)
            .ListShadowsAsync(new ListShadowsRequest { DecisionId = decision.DecisionId }, connection.Options(cancellation));

    private static void Print(TextWriter output, Decision decision, ListShadowsResponse? shadows, bool json, Language language)
    {
        if (json)
        {
            JsonNode node = JsonOutput.Of(decision);
            if (shadows is not null) node = new JsonObject { ["decision"] = node, ["shadows"] = JsonOutput.Of(shadows)["answers"]!.DeepClone() };
            output.WriteLine(JsonOutput.Text(node));
            return;
        }
        IAnsiConsole console = Screen.On(output);
        new DecisionDetails(console, language).Print(decision);
        if (shadows is not null) ShadowTable.Print(console, shadows);
    }
}
