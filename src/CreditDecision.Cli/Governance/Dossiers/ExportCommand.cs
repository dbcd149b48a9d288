using System.CommandLine;
using System.Text.Json.Nodes;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Printing;

namespace CreditDecision.Cli.Governance.Dossiers;

/// <summary><c>creditctl governance export</c>: the whole log and its documents, as a service takes them that begins with them (<c>Governance:Genesis</c>).</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var output = new Option<FileInfo>("--output") { Description = "Where to write it.", HelpName = "file", Required = true };
        var command = new Command("export", "Writes the whole log and every document that it names, for a store that begins with them.") { output };
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using Connection connection = server.Connect(parsed);
            var reader = new LogReader(connection, cancellation);
            var chain = await reader.ReadAsync();
            // In the order in which they are first named, so that a longer log adds to the end.
            IReadOnlyList<HeldDocument> documents = await reader.DocumentsAsync(LogReader.Decoded(chain).SelectMany(ThingLife.NamedBy));
            FileInfo file = parsed.GetRequiredValue(output);
            await File.WriteAllTextAsync(file.FullName, DossierJson.Text(Genesis(chain, documents)), cancellation);
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{Show.Count(chain.Length)} events and {Show.Count(documents.Count)} documents in {file}; the last digest is {chain[^1].Digest}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static JsonObject Genesis(IReadOnlyList<EventLink> chain, IReadOnlyList<HeldDocument> documents) => new()
    {
        ["events"] = new JsonArray([.. chain.Select(link => (JsonNode)new JsonObject { ["canonical"] = Convert.ToBase64String(link.Canonical) })]),
        ["documents"] = new JsonArray([.. documents.Select(held => (JsonNode)new JsonObject
        {
            ["kind"] = held.Kind, ["media_type"] = held.MediaType, ["content"] = Convert.ToBase64String(held.Content),
        })]),
    };
}
