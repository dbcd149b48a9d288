using System.CommandLine;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;

namespace CreditDecision.Cli.Governance;

/// <summary><c>creditctl governance register</c>: takes what lies in the service's content folder into the log.</summary>
internal static class RegisterCommand
{
    public static Command Create()
    {
        var thing = new Argument<ThingKey>("thing")
        {
            Description = "As id@version; of the id alone the next version. The feature catalog is \"features\".",
            CustomParser = given => ThingArgument.Parse(given.Tokens.Single().Value, true, given.AddError),
        };
        Option<ThingKind> kind = ChoiceOption.Create("--kind", "What it is.", ThingKind.Model, ThingKind.Strategy, ThingKind.FeatureCatalog);
        kind.Required = true;
        var label = new Option<string?>("--label") { Description = "Version that the document states, where the folder holds several of this id." };
        var slot = new Option<string?>("--slot") { Description = "Where a champion decides. Default: the model's kind, the strategy's product." };
        var developers = new Option<string[]>("--developer") { Description = "Who developed it, as tokens name them; may be given several times.", HelpName = "person", Required = true };
        var owners = new Option<string[]>("--owner") { Description = "Who owns it; may be given several times.", HelpName = "person", Required = true };
        var json = new Option<bool>("--json") { Description = "Print the GovernanceEvent message as JSON." };
        var command = new Command("register", "Registers what lies in the service's content folder.") { thing, kind, label, slot, developers, owners, json };
        WordsOption words = WordsOption.AddTo(command);
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            ThingKey key = parsed.GetRequiredValue(thing);
            var request = new RegisterRequest
            {
                Kind = parsed.GetValue(kind), Id = key.Id, Version = key.Version, Label = parsed.GetValue(label) ?? "", Slot = parsed.GetValue(slot) ?? "",
                Developers = { parsed.GetValue(developers) ?? [] }, Owners = { parsed.GetValue(owners) ?? [] }, Text = await words.ReadAsync(parsed, cancellation),
            };
            using Connection connection = server.Connect(parsed);
            GovernanceEvent done = await new ModelGovernanceService.ModelGovernanceServiceClient(connection.Channel).RegisterAsync(request, connection.Options(cancellation));
            parsed.InvocationConfiguration.Output.WriteLine(
                parsed.GetValue(json) ? JsonOutput.Text(JsonOutput.Of(done)) : $"{GovernancePrinter.Line(done)}; its artifact is {done.Hashes.ArtifactSha256}");
            return ExitCode.Ok;
        });
        return command;
    }
}
