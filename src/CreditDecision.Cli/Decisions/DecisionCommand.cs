using System.CommandLine;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;

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
        var json = new Option<bool>("--json") { Description = "Print the Decision message as JSON." };
        Option<Language> language = LanguageOption.Create();
        var command = new Command("get", "Shows one decision in full.") { id, client, application, json, language };
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
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteLine(JsonOutput.Text(JsonOutput.Of(decision)));
            else new DecisionDetails(Screen.On(output), parsed.GetValue(language)).Print(decision);
            return ExitCode.Ok;
        });
        return command;
    }
}
