using System.CommandLine;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Governance;
using CreditDecision.Cli.Printing;
using CreditDecision.Cli.Reviews;
using CreditDecision.Core.Documents;
using CreditDecision.V1;
using Google.Protobuf;
using Spectre.Console;

namespace CreditDecision.Cli.Reassessments;

/// <summary><c>creditctl reassess list|affected|resolve|effect</c>: what rests on something that was retired or suspended (A41).</summary>
internal static class ReassessCommand
{
    private const int MostPageSize = 500;

    public static Command Create() => new("reassess", "Re-assesses what rests on a model or strategy that was retired or suspended. Resolving needs a token: --token-file.")
    {
        Causes(), Affected(), Resolve(), Effect(),
    };

    private static Command Causes()
    {
        var json = new Option<bool>("--json") { Description = "Print the ListReassessmentsResponse message as JSON." };
        var command = new Command("list", "Lists what was stopped, and how far its re-assessment has come.") { json };
        return Calling(command, json, async (client, _, options) => await client.ListReassessmentsAsync(new ListReassessmentsRequest(), options), (screen, response) =>
        {
            Table table = Screen.Table("event", "thing", "stopped by", "kind", "last done", "decisions");
            foreach (ReassessmentCause cause in response.Reassessments)
                foreach (AffectedCount count in cause.Counts.DefaultIfEmpty(new AffectedCount()))
                    table.AddRow($"{cause.Cause}{(cause.Complete ? "" : " (under way)")}", ThingArgument.Text(cause.Thing), SnakeCase.Of(cause.Act), SnakeCase.Of(count.Kind), SnakeCase.Of(count.Act), $"{count.Decisions}");
            screen.Write(table);
        });
    }

    private static Command Affected()
    {
        var cause = new Option<long>("--cause") { Description = "Only of this event of governance.", HelpName = "number" };
        Option<AffectedKind> kind = ChoiceOption.Create("--kind", "Only of this kind.", AffectedKind.Undrawn, AffectedKind.OpenLoan, AffectedKind.PendingReview);
        var resolved = new Option<bool>("--resolved") { Description = "Those that are resolved, in place of those that are not." };
        Option<int?> pageSize = BoundedOption.Whole("--page-size", 1, MostPageSize, $"Decisions to a page, at most {MostPageSize}. Default: 50.");
        var token = new Option<string?>("--page-token") { Description = "Where the previous page ended." };
        var json = new Option<bool>("--json") { Description = "Print the ListAffectedResponse message as JSON." };
        var command = new Command("affected", "Lists the decisions that wait to be re-assessed.") { cause, kind, resolved, pageSize, token, json };
        return Calling(command, json, async (client, parsed, options) => await client.ListAffectedAsync(new ListAffectedRequest
        {
            Cause = parsed.GetValue(cause), Kind = parsed.GetValue(kind), Resolved = parsed.GetValue(resolved), PageSize = parsed.GetValue(pageSize) ?? 0, PageToken = parsed.GetValue(token) ?? "",
        }, options), (screen, response) =>
        {
            Table table = Screen.Table("event", "decision", "product", "kind", "limit", "reserved", "drawn", "last done");
            foreach (AffectedDecision each in response.Affected) table.AddRow(Row(each));
            screen.Write(table);
            if (response.NextPageToken.Length > 0) screen.WriteLine($"more: --page-token {response.NextPageToken}");
        });
    }

    private static Command Resolve()
    {
        var id = new Argument<string>("decision") { Description = "Id of the decision." };
        var cause = new Option<long>("--cause") { Description = "The event of governance that it was queued for.", HelpName = "number", Required = true };
        var acts = new[] { ReassessmentAct.Keep, ReassessmentAct.Withdraw, ReassessmentAct.Refer };
        var options = acts.Select(act => new Option<bool>($"--{SnakeCase.Of(act)}")).ToArray();
        Option<long?> cut = YuanOption.Create("--cut-to", "Lend at most this amount, in yuan, of which nothing less is drawn.");
        var grounds = new Option<string>("--grounds") { Description = "Why.", Required = true };
        var json = new Option<bool>("--json") { Description = "Print the AffectedDecision message as JSON." };
        var command = new Command("resolve", "Says what becomes of one: it stays, less is lent, nothing is lent, or somebody else looks.") { id, cause, cut, grounds, json };
        foreach (Option<bool> option in options) command.Add(option);
        command.Validators.Add(given =>
        {
            if (options.Count(option => given.GetValue(option)) + (given.GetValue(cut) is null ? 0 : 1) != 1) given.AddError("Give exactly one of --keep, --withdraw, --refer and --cut-to.");
        });
        return Calling(command, json, async (client, parsed, call) => await client.ResolveAffectedAsync(new ResolveAffectedRequest
        {
            Cause = parsed.GetValue(cause), DecisionId = parsed.GetRequiredValue(id), LimitFen = parsed.GetValue(cut) ?? 0, Grounds = parsed.GetValue(grounds),
            Act = parsed.GetValue(cut) is null ? acts[Array.FindIndex(options, option => parsed.GetValue(option))] : ReassessmentAct.Cut,
        }, call), (screen, each) => screen.Write(Screen.Table("event", "decision", "product", "kind", "limit", "reserved", "drawn", "last done").AddRow(Row(each))));
    }

    private static Command Effect()
    {
        Argument<ThingKey> thing = ThingArgument.Create(mayBeNewest: true);
        var json = new Option<bool>("--json") { Description = "Print the EffectReport message as JSON." };
        var command = new Command("effect", "Holds what was decided and lent since something was stopped against what was before.") { thing, json };
        return Calling(command, json, async (client, parsed, options) => await client.GetEffectAsync(new GetEffectRequest { Thing = parsed.GetValue(thing) }, options), (screen, report) =>
        {
            Table table = Screen.Table("", "decisions", "approved", "referred", "loans", "defaults");
            foreach ((string name, EffectSum sum) in new[] { ("before", report.Before), ("after", report.After) }.Where(each => each.Item2 is not null))
                table.AddRow(name, $"{sum.Decisions}", $"{sum.Approved}", $"{sum.Referred}", $"{sum.Loans}", $"{sum.Defaulted}");
            screen.Write(table);
        });
    }

    private static string[] Row(AffectedDecision each) =>
    [
        $"{each.Cause}", each.DecisionId, each.Product, SnakeCase.Of(each.Kind), Show.Fen(each.LimitFen), Show.Fen(each.ReservedFen), Show.Fen(each.DrawnFen),
        each.History.Count == 0 ? "" : SnakeCase.Of(each.History[^1].Act),
    ];

    private static Command Calling<T>(
        Command command, Option<bool> json, Func<ReassessmentService.ReassessmentServiceClient, ParseResult, Grpc.Core.CallOptions, Task<T>> call, Action<IAnsiConsole, T> print) where T : IMessage
    {
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using Connection connection = server.Connect(parsed);
            T answer = await call(new ReassessmentService.ReassessmentServiceClient(connection.Channel), parsed, connection.Options(cancellation));
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteLine(JsonOutput.Text(JsonOutput.Of(answer)));
            else print(Screen.On(output), answer);
            return ExitCode.Ok;
        });
        return command;
    }
}
