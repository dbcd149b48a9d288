using System.CommandLine;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Printing;
using CreditDecision.Core.Documents;
using CreditDecision.V1;

namespace CreditDecision.Cli.Reviews;

/// <summary><c>creditctl review list</c>: the queue, those due first first, a page at a time.</summary>
internal static class QueueCommand
{
    private const int MostPageSize = 500;

    public static Command Create()
    {
        var state = new Option<ReviewState>("--state")
        {
            Description = "Default: all that are not closed.",
            HelpName = "open|claimed|awaiting_confirmation|approved|declined",
            CustomParser = given =>
            {
                string text = given.Tokens.Single().Value;
                if (!SnakeCase.TryParse(text, out ReviewState parsed) || parsed == ReviewState.Unspecified)
                    given.AddError($"\"{text}\" is not a state: write open, claimed, awaiting_confirmation, approved or declined.");
                return parsed;
            },
        };
        var product = new Option<string?>("--product") { Description = "Product code." };
        var client = new Option<string?>("--client") { Description = "Calling frontend." };
        var strategy = new Option<string?>("--strategy") { Description = "Id of the strategy that decided." };
        var version = new Option<string?>("--version") { Description = "Version of that strategy." };
        var overdue = new Option<bool>("--overdue") { Description = "Only those that are due already." };
        Option<int?> pageSize = BoundedOption.Whole("--page-size", 1, MostPageSize, $"Cases to a page, at most {MostPageSize}. Default: 50.");
        var token = new Option<string?>("--page-token") { Description = "Where the previous page ended, with the same filters." };
        var json = new Option<bool>("--json") { Description = "Print the ListCasesResponse message as JSON." };
        var command = new Command("list", "Lists cases, those due first first. All filters given must match.") { state, product, client, strategy, version, overdue, pageSize, token, json };
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(server, parsed, new ListCasesRequest
        {
            State = parsed.GetValue(state), Product = parsed.GetValue(product) ?? "", ClientId = parsed.GetValue(client) ?? "", Overdue = parsed.GetValue(overdue),
            StrategyId = parsed.GetValue(strategy) ?? "", StrategyVersion = parsed.GetValue(version) ?? "",
            PageSize = parsed.GetValue(pageSize) ?? 0, PageToken = parsed.GetValue(token) ?? "",
        }, parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ServerOptions server, ParseResult parsed, ListCasesRequest request, bool json, CancellationToken cancellation)
    {
        using Connection connection = server.Connect(parsed);
        ListCasesResponse page = await new ReviewService.ReviewServiceClient(connection.Channel).ListCasesAsync(request, connection.Options(cancellation));
        TextWriter output = parsed.InvocationConfiguration.Output;
        if (json) output.WriteLine(JsonOutput.Text(JsonOutput.Of(page)));
        else ReviewPrinter.Print(output, page);
        return ExitCode.Ok;
    }
}
