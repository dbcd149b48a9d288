using CreditDecision.V1;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CreditDecision.Cli.Tests.Commands;

[Trait("Article", "A35")]
public sealed class PersonalDataTests
{
    [Fact]
    public async Task Everybody_who_is_due_is_listed_over_all_pages_and_erased()
    {
        await using CommandHost host = await CommandHost.StartAsync();

        CommandResult due = await host.RunAsync("personal-data", "due");
        CommandResult erased = await host.RunAsync("personal-data", "erase", "--all-due", "--requested-by", "wang.fang");

        Assert.Equal(ScriptedErasures.Due, due.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]));
        Assert.Equal(ScriptedErasures.Due, host.Erasures.Asked.Select(asked => asked.BorrowerToken));
        Assert.All(host.Erasures.Asked, asked => Assert.Equal((ErasureReason.RetentionOver, "wang.fang"), (asked.Reason, asked.RequestedBy)));
        Assert.Contains("5 records kept", erased.Output);
        Assert.Equal((0, 0), (due.ExitCode, erased.ExitCode));
    }

    [Fact]
    public async Task A_file_is_sent_line_by_line_and_an_identity_number_is_not_said_again()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        string file = host.Write("requests.jsonl",
            $$"""
            {"borrower_token": "{{ScriptedErasures.Due[1]}}", "reason": "ERASURE_REASON_BORROWERS_DEMAND", "requested_by": "li.na"}
            {"id_number": "11019919850101001X", "reason": "ERASURE_REASON_BORROWERS_DEMAND", "requested_by": "li.na"}
            """);

        CommandResult result = await host.RunAsync("personal-data", "erase", "--file", file);

        Assert.Equal(2, host.Erasures.Asked.Count);
        Assert.Contains("line 2", result.Error);
        Assert.Contains("may not be erased yet", result.Error);
        Assert.DoesNotContain("11019919850101001X", result.Error + result.Output);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task Proofs_are_shown_with_where_the_next_page_begins()
    {
        await using CommandHost host = await CommandHost.StartAsync();

        CommandResult result = await host.RunAsync("personal-data", "proofs");

        foreach (string told in new[] { "12", "1,234", "retention over", "wang.fang", "--page-token 12" }) Assert.Contains(told, result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [InlineData("--file", "x", "--all-due")]
    [InlineData]
    [InlineData("--all-due")]
    public async Task A_call_that_says_too_much_or_too_little_erases_nobody(params string[] options)
    {
        await using CommandHost host = await CommandHost.StartAsync();
        Assert.Equal(2, (await host.RunAsync(["personal-data", "erase", .. options])).ExitCode);
        Assert.Empty(host.Erasures.Asked);
    }

    [Fact]
    [Trait("Article", "A37")]
    public async Task A_token_that_was_made_here_is_borne_by_every_call()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        string keys = host.PathOf("keys"), key = Path.Combine(keys, "issuer.key");
        Assert.Equal(0, (await CommandHost.RunBareAsync("auth", "keys", "--out", keys)).ExitCode);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? UnixFileMode.UserRead | UnixFileMode.UserWrite : File.GetUnixFileMode(key));
        // A pair that is there is not written over.
        Assert.NotEqual(0, (await CommandHost.RunBareAsync("auth", "keys", "--out", keys)).ExitCode);
        Assert.StartsWith("-----BEGIN PUBLIC KEY-----", File.ReadAllText(Path.Combine(keys, "issuer.pem")));

        CommandResult made = await CommandHost.RunBareAsync("auth", "token", "--key", key, "--subject", "wang.fang", "--role", "risk_operations", "--role", "auditor", "--lifetime", "1h");
        Assert.Equal(0, made.ExitCode);
        string token = made.Output.Trim();
        var read = new JsonWebToken(token);
        Assert.Equal(("wang.fang", "creditctl", "creditdecision"), (read.Subject, read.Issuer, read.Audiences.Single()));
        Assert.Equal(["risk_operations", "auditor"], read.Claims.Where(claim => claim.Type == "roles").Select(claim => claim.Value));
        Assert.Equal(TimeSpan.FromHours(1), read.ValidTo - read.ValidFrom);

        await host.RunAsync("personal-data", "erase", "--all-due", "--requested-by", "wang.fang", "--token-file", host.Write("token", made.Output));
        Assert.Equal(5, host.Erasures.Borne.Count);
        Assert.All(host.Erasures.Borne, borne => Assert.Equal($"Bearer {token}", borne));
        Assert.Equal(2, (await host.RunAsync("personal-data", "due", "--token-file", host.Write("token", "no token"))).ExitCode);
        Assert.NotEqual(0, (await CommandHost.RunBareAsync("auth", "token", "--key", key, "--subject", "wang.fang", "--role", "king")).ExitCode);
    }
}
