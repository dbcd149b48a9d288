using CreditDecision.V1;

namespace CreditDecision.Cli.Tests.Commands;

[Trait("Article", "A22")]
public sealed class ReviewTests
{
    private const string Id = ScriptedReviews.Id;

    [Fact]
    public async Task A_case_is_found_shown_claimed_resolved_and_confirmed()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        string text = host.Write("why.txt", "income proved by tax records\n");

        CommandResult listed = await host.RunAsync("review", "list", "--state", "open", "--product", "consumer-cash", "--overdue", "--page-size", "3", "--strategy", "cash", "--version", "7");
        foreach (string told in new[] { Id, "app/a-7", "biometric_missing", "overdue", "¥30,000.00", "--page-token next-1" }) Assert.Contains(told, listed.Output);
        CommandResult shown = await host.RunAsync("review", "show", Id);
        foreach (string told in new[] { "declined by li.na", "41", "5101", "erased with the borrower", "¥175,000.00", "consumer-cash" }) Assert.Contains(told, shown.Output);
        Assert.Contains("held by li.na until 2026-12-05", (await host.RunAsync("review", "claim", Id)).Output);
        Assert.Contains("open, due 2026-12-05", (await host.RunAsync("review", "release", Id)).Output);
        Assert.Contains("li.na approved ¥120,000.50, a second person has to confirm", (await host.RunAsync("review", "resolve", Id, "--approve", "120000.50", "--text-file", text)).Output);
        Assert.Contains("declined by li.na", (await host.RunAsync("review", "resolve", Id, "--decline", "--code", "5101", "--code", "6002", "--text-file", text)).Output);
        Assert.Contains("¥120,000.00 by li.na and wang.fang", (await host.RunAsync("review", "confirm", Id, "--text-file", text)).Output);
        CommandResult refused = await host.RunAsync("review", "confirm", Id, "--send-back", "--text-file", text);
        Assert.Equal((1, true), (refused.ExitCode, refused.Error.Contains("FAILED_PRECONDITION: The case does not allow it", StringComparison.Ordinal)));

        Assert.Equal(
            [
                new ListCasesRequest { State = ReviewState.Open, Product = "consumer-cash", Overdue = true, PageSize = 3, StrategyId = "cash", StrategyVersion = "7" }, new GetCaseRequest { DecisionId = Id },
                new ClaimCaseRequest { DecisionId = Id }, new ReleaseCaseRequest { DecisionId = Id },
                new ResolveCaseRequest { DecisionId = Id, Verdict = ReviewVerdict.Approve, AmountFen = 12_000_050, Text = "income proved by tax records" },
                new ResolveCaseRequest { DecisionId = Id, Verdict = ReviewVerdict.Decline, Text = "income proved by tax records", ReasonCodes = { 5101, 6002 } },
                new ConfirmCaseRequest { DecisionId = Id, Opinion = SecondOpinion.Confirm, Text = "income proved by tax records" },
            ],
            host.Reviews.Asked);
    }

    [Fact]
    public async Task Overrides_are_shown_by_person_and_model_and_everything_as_json()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        CommandResult report = await host.RunAsync("review", "overrides", "--from", "2026-11-01", "--before", "2026-12-01");
        foreach (string told in new[] { "li.na", "1,234", "1,000", "234", "¥5,000,000.00", "pd-cash" }) Assert.Contains(told, report.Output);
        ReportOverridesRequest asked = Assert.IsType<ReportOverridesRequest>(Assert.Single(host.Reviews.Asked));
        Assert.Equal(TimeSpan.FromDays(30), asked.Before.ToDateTimeOffset() - asked.From.ToDateTimeOffset());
        Assert.Contains("\"sent_back\": \"7\"", (await host.RunAsync("review", "overrides", "--from", "2026-11-01", "--before", "2026-12-01", "--json")).Output);
        Assert.Contains("\"next_page_token\": \"next-1\"", (await host.RunAsync("review", "list", "--json")).Output);
        Assert.Contains("REVIEW_STATE_CLAIMED", (await host.RunAsync("review", "claim", Id, "--json")).Output);
        Assert.Contains("REVIEW_ACT_DECLINE", (await host.RunAsync("review", "show", Id, "--json")).Output);
    }
}
