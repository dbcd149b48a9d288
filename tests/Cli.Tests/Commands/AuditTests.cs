using System.Text.Json;
using CreditDecision.V1;

namespace CreditDecision.Cli.Tests.Commands;

[Trait("Article", "A42")]
public sealed class AuditTests
{
    [Fact]
    public async Task A_whole_trail_is_success()
    {
        await using CommandHost host = await CommandHost.StartAsync();

        CommandResult result = await host.RunAsync("audit", "verify");

        Assert.Equal(new VerifyRequest(), Assert.Single(host.Audit.Asked));
        Assert.Contains("1,234 decisions, 70 links, 7 anchors verified", result.Output);
        Assert.Contains("abababab", result.Output);
        Assert.Contains("Everything is as it was committed", result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Findings_are_shown_and_fail()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        var finding = new AuditFinding { Kind = AuditFindingKind.RecordChanged, Subject = "d-1", Place = 12, Detail = "is not [what] was committed" };
        host.Audit.Tells = [new VerifyProgress { Findings = { finding } }, new VerifyProgress { Report = new AuditReport { Findings = 3, Unchained = 5 } }];

        CommandResult table = await host.RunAsync("audit", "verify");
        CommandResult json = await host.RunAsync("audit", "verify", "--json");

        Assert.Equal((1, 1), (table.ExitCode, json.ExitCode));
        Assert.Contains("record changed", table.Output);
        Assert.Contains("is not [what] was committed", table.Output);
        Assert.Contains("3 findings, of which 1 are shown", table.Output);
        Assert.Contains("5 decisions are from before there were chains", table.Output);
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal("d-1", document.RootElement.GetProperty("findings")[0].GetProperty("subject").GetString());
    }

    [Fact]
    public async Task A_head_that_was_kept_is_asked_for_again()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        string file = host.PathOf("head.json");

        Assert.Equal(0, (await host.RunAsync("audit", "head", "--out", file)).ExitCode);
        CommandResult again = await host.RunAsync("audit", "head", "--out", file);
        CommandResult verified = await host.RunAsync("audit", "verify", "--head", file, "--from", "2026-01-01", "--most-told", "9");

        Assert.Equal(1, again.ExitCode);
        VerifyRequest asked = Assert.Single(host.Audit.Asked);
        Assert.Equal((ScriptedAudit.Head, 9), (asked.Head, asked.MostTold));
        Assert.NotNull(asked.DecidedFrom);
        Assert.Equal(0, verified.ExitCode);
    }

    [Fact]
    public async Task A_file_that_holds_no_head_is_named()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        string file = host.Write("head.json", "{");

        CommandResult result = await host.RunAsync("audit", "verify", "--head", file);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("head.json: holds no head", result.Error);
    }

    [Fact]
    public async Task A_verification_that_ends_too_early_is_no_success()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        host.Audit.Tells = [new VerifyProgress { Records = 1 }];

        CommandResult result = await host.RunAsync("audit", "verify");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("before it was finished", result.Error);
    }
}
