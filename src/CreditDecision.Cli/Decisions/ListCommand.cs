using System.CommandLine;
using System.CommandLine.Parsing;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Printing;
using CreditDecision.Core.Documents;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;

namespace CreditDecision.Cli.Decisions;

/// <summary><c>creditctl decision list</c>: recorded decisions by any filters, newest first, a page at a time.</summary>
internal sealed class ListCommand
{
    private const int MostPageSize = 500;
    private const int DefaultPageSize = 50;

    private readonly Option<bool> _numberFromStdin = new("--borrower-id-number-stdin")
    {
        Description = "Read the borrower's identity number from stdin. It is never taken from the command line, where process lists show it.",
    };

    private readonly Option<FileInfo?> _numberFromFile = new("--borrower-id-number-file") { Description = "Read the borrower's identity number from a file." };
    private readonly Option<string?> _client = new("--client") { Description = "Calling frontend." };
    private readonly Option<string?> _application = new("--application") { Description = "Application id." };
    private readonly Option<DateTimeOffset?> _from = MomentOption.Create("--from", "Decided at or after");
    private readonly Option<DateTimeOffset?> _to = MomentOption.Create("--to", "Decided before");

    private readonly Option<Outcome> _outcome = new("--outcome")
    {
        Description = "Outcome.",
        HelpName = "approve|refer|decline|out_of_scope",
        CustomParser = ParseOutcome,
    };

    private readonly Option<string?> _product = new("--product") { Description = "Product code." };

    private readonly Option<int?> _pageSize = BoundedOption.Whole("--page-size", 1, MostPageSize, $"Decisions to a page, at most {MostPageSize}. Default: 50.");

    private readonly Option<string?> _pageToken = new("--page-token") { Description = "Where the previous page ended, with the same filters." };
    private readonly Option<bool> _all = new("--all") { Description = "Every page." };
    private readonly Option<bool> _json = new("--json") { Description = "Print {\"decisions\": [...], \"next_page_token\": ...}." };
    private readonly Option<Language> _language = LanguageOption.Create();

    public static Command Create()
    {
        var list = new ListCommand();
        var command = new Command("list", "Lists decisions, newest first. All filters given must match.")
        {
            list._numberFromStdin, list._numberFromFile, list._client, list._application, list._from, list._to,
            list._outcome, list._product, list._pageSize, list._pageToken, list._all, list._json, list._language,
        };
        ServerOptions server = ServerOptions.AddTo(command);
        command.Validators.Add(list.Validate);
        command.SetAction(async (parsed, cancellation) =>
        {
            using Connection connection = server.Connect(parsed);
            await list.RunAsync(parsed, connection, cancellation);
            return ExitCode.Ok;
        });
        return command;
    }

    private void Validate(CommandResult given)
    {
        if (given.GetValue(_numberFromStdin) && given.GetValue(_numberFromFile) is not null)
            given.AddError("Give the identity number by --borrower-id-number-stdin or by --borrower-id-number-file, not both.");
    }

    private async Task RunAsync(ParseResult parsed, Connection connection, CancellationToken cancellation)
    {
        ListDecisionsRequest request = Request(parsed, await NumberAsync(parsed, cancellation));
        TextWriter output = parsed.InvocationConfiguration.Output;
        DecisionListJson? json = parsed.GetValue(_json) ? new DecisionListJson(output) : null;
        do
        {
            ListDecisionsResponse page = await connection.Client.ListDecisionsAsync(request, connection.Options(cancellation));
            request.PageToken = page.NextPageToken;
            if (json is null) Print(parsed, page);
            else json.Add(page.Decisions);
        }
        while (parsed.GetValue(_all) && request.PageToken.Length > 0);
        if (json is not null) json.Close(request.PageToken);
        else if (request.PageToken.Length > 0) output.WriteLine($"More: the same filters with --page-token {request.PageToken}, or --all.");
    }

    private void Print(ParseResult parsed, ListDecisionsResponse page)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        var table = new DecisionTable(parsed.GetValue(_language));
        foreach (Decision decision in page.Decisions) table.Add(decision);
        if (page.Decisions.Count == 0) output.WriteLine("No decision matches.");
        else table.Print(Screen.On(output));
    }

    private ListDecisionsRequest Request(ParseResult parsed, string number) => new()
    {
        BorrowerIdNumber = number,
        ClientId = parsed.GetValue(_client) ?? "",
        ApplicationId = parsed.GetValue(_application) ?? "",
        DecidedFrom = parsed.GetValue(_from) is { } from ? Timestamp.FromDateTimeOffset(from) : null,
        DecidedBefore = parsed.GetValue(_to) is { } before ? Timestamp.FromDateTimeOffset(before) : null,
        Outcome = parsed.GetValue(_outcome),
        Product = parsed.GetValue(_product) ?? "",
        PageSize = parsed.GetValue(_pageSize) ?? DefaultPageSize,
        PageToken = parsed.GetValue(_pageToken) ?? "",
    };

    private async Task<string> NumberAsync(ParseResult parsed, CancellationToken cancellation)
    {
        FileInfo? file = parsed.GetValue(_numberFromFile);
        if (file is null && !parsed.GetValue(_numberFromStdin)) return "";
        string? line = file is null
            ? await Console.In.ReadLineAsync(cancellation)
            : File.ReadLines(file.FullName).FirstOrDefault();
        return string.IsNullOrWhiteSpace(line)
            ? throw new Failure("the first line that should hold the borrower's identity number is empty", ExitCode.Usage)
            : line.Trim();
    }

    private static Outcome ParseOutcome(ArgumentResult given)
    {
        string text = given.Tokens.Single().Value;
        if (!SnakeCase.TryParse(text, out Outcome outcome)) given.AddError($"\"{text}\" is not an outcome: write approve, refer, decline or out_of_scope.");
        return outcome;
    }
}
