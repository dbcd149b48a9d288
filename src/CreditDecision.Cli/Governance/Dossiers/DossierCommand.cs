using System.CommandLine;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Printing;
using CreditDecision.Core.Governance;
using Wire = CreditDecision.V1;

namespace CreditDecision.Cli.Governance.Dossiers;

/// <summary><c>creditctl governance dossier</c>: the whole life of one thing with its proof, as a file and as a page (A42).</summary>
internal static class DossierCommand
{
    public static Command Create()
    {
        Argument<Wire.ThingKey> thing = ThingArgument.Create(mayBeNewest: true);
        var json = new Option<FileInfo?>("--json") { Description = "Where to write the file that verify-dossier checks.", HelpName = "file" };
        var html = new Option<FileInfo?>("--html") { Description = "Where to write the same as one page for people.", HelpName = "file" };
        var command = new Command("dossier", "Writes the whole life of a thing: its card, tests, validation, votes, minutes, service, findings and end, with the proof of the log.") { thing, json, html };
        command.Validators.Add(given =>
        {
            if (given.GetResult(json) is null && given.GetResult(html) is null) given.AddError("Give --json, --html or both.");
        });
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using Connection connection = server.Connect(parsed);
            Dossier dossier = await ReadAsync(connection, parsed.GetRequiredValue(thing), cancellation);
            if (parsed.GetValue(json) is { } file) await File.WriteAllTextAsync(file.FullName, DossierJson.Text(DossierJson.Write(dossier)), cancellation);
            if (parsed.GetValue(html) is { } page) await File.WriteAllTextAsync(page.FullName, DossierPage.Write(dossier), cancellation);
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{dossier.Thing} as of event {Show.Count(dossier.Chain.Count)}, digest {dossier.Head}: {Show.Count(dossier.Documents.Count)} documents, {Show.Count(dossier.Reports.Count)} monitoring reports");
            if (dossier.ReportsMissing.Length > 0) parsed.InvocationConfiguration.Error.WriteLine($"Without monitoring reports: {dossier.ReportsMissing}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<Dossier> ReadAsync(Connection connection, Wire.ThingKey asked, CancellationToken cancellation)
    {
        Wire.GovernedThing found = await new Wire.ModelGovernanceService.ModelGovernanceServiceClient(connection.Channel)
            .GetThingAsync(new Wire.GetThingRequest { Thing = asked }, connection.Options(cancellation));
        var key = new ThingKey(found.Thing.Id, found.Thing.Version);
        var reader = new LogReader(connection, cancellation);
        var chain = await reader.ReadAsync();
        var log = LogReader.Decoded(chain);
        var documents = await reader.DocumentsAsync(ThingLife.Named(log, key));
        if (!Portfolio.Fold(log).Things.TryGetValue(key, out Thing? thing)) throw new Failure($"the service's log never registers {key}");
        (IReadOnlyList<HeldReport> reports, string missing) = await new ReportReader(connection, cancellation).ReadAsync(thing);
        return new Dossier(key, chain, documents, reports, missing);
    }
}
