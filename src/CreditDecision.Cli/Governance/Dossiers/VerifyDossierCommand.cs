using System.CommandLine;
using System.Text.Json.Nodes;
using CreditDecision.Cli.Printing;
using CreditDecision.Core.Audit;

namespace CreditDecision.Cli.Governance.Dossiers;

/// <summary><c>creditctl governance verify-dossier</c>: checks a dossier without a service.</summary>
internal static class VerifyDossierCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "As governance dossier --json wrote it." };
        var html = new Option<FileInfo?>("--html") { Description = "Its page, which must say the same.", HelpName = "file" };
        var head = new Option<string?>("--head")
        {
            Description = "Digest that the last event must have, as somebody kept it elsewhere. Without one, the file is only checked against itself.", HelpName = "sha256",
        };
        head.Validators.Add(given =>
        {
            if (given.Tokens is [var digest] && !(digest.Value.Length == 2 * Digest.Length && digest.Value.All(char.IsAsciiHexDigit))) given.AddError($"--head \"{digest.Value}\" is not 64 hexadecimal digits.");
        });
        var command = new Command("verify-dossier", "Computes the chain of a dossier anew, decides its events again and checks its documents, offline. Ends with 1 when something is wrong.") { file, html, head };
        command.SetAction(async (parsed, cancellation) =>
        {
            FileInfo read = parsed.GetRequiredValue(file);
            Digest? wanted = parsed.GetValue(head) is { } told ? new Digest(Convert.FromHexString(told)) : null;
            (Dossier dossier, JsonObject json) = Read(read, await File.ReadAllBytesAsync(read.FullName, cancellation));
            List<string> problems = [.. DossierCheck.Problems(dossier, json, wanted)];
            if (problems.Count == 0 && parsed.GetValue(html) is { } page && await File.ReadAllTextAsync(page.FullName, cancellation) != DossierPage.Write(dossier))
                problems.Add($"{page}: is not the page of this dossier");
            if (problems.Count > 0) throw new Failure($"{read}: {Show.Count(problems.Count)} things are wrong:\n  {string.Join("\n  ", problems)}");
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{dossier.Thing}: the chain holds from event 1 to {Show.Count(dossier.Chain.Count)}, digest {dossier.Head}; the rules allow every event; "
                + $"{Show.Count(dossier.Documents.Count)} documents and {Show.Count(dossier.Reports.Count)} monitoring reports have their hashes.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static (Dossier Dossier, JsonObject Json) Read(FileInfo file, byte[] content)
    {
        try
        {
            return (DossierJson.Read(content, out JsonObject json), json);
        }
        catch (FormatException problem)
        {
            throw new Failure($"{file}: is no dossier: {problem.Message}");
        }
    }
}
