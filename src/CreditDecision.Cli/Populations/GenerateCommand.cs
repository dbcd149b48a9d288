using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CreditDecision.Modeling.Populations;
using Spectre.Console;

namespace CreditDecision.Cli.Populations;

/// <summary><c>creditctl population generate</c>.</summary>
internal sealed class GenerateCommand
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly Option<int> _count = new("--count") { Description = "Number of applicants.", Required = true };
    private readonly Option<long> _seed = new("--seed") { Description = "The same seed gives the same file.", DefaultValueFactory = _ => 1 };
    private readonly Option<string> _asOf = new("--as-of")
    {
        Description = "Day of application, yyyy-MM-dd; birth dates follow from it.",
        DefaultValueFactory = _ => PopulationGenerator.DefaultDay.ToString("yyyy-MM-dd"),
    };

    private readonly Option<FileInfo> _output = new("--output") { Description = "CSV file to write.", Required = true };
    private readonly Option<bool> _json = new("--json") { Description = "Print the summary for machines." };

    internal Command Create()
    {
        var command = new Command("generate", "Write a CSV of made-up applicants with outcomes; same count, seed and day, same bytes.") { _count, _seed, _asOf, _output, _json };
        _count.Validators.Add(result =>
        {
            if (result.GetValue(_count) is < 1 or > PopulationGenerator.MostRows) result.AddError($"--count must be 1 to {PopulationGenerator.MostRows}.");
        });
        _asOf.Validators.Add(result =>
        {
            if (!TryReadDay(result.GetValue(_asOf), out DateOnly day) || day.Year is < 1970 or > 2100) result.AddError("--as-of must be a day from 1970 to 2100, yyyy-MM-dd.");
        });
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        TryReadDay(arguments.GetValue(_asOf), out DateOnly asOf);
        FileInfo output = arguments.GetValue(_output)!;
        PopulationSummary summary;
        try
        {
            using FileStream file = output.Create();
            summary = Generate(arguments.GetValue(_count), arguments.GetValue(_seed), asOf, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"creditctl: {output}: {e.Message}");
            return 1;
        }
        if (arguments.GetValue(_json)) Console.WriteLine(JsonSerializer.Serialize(summary, SnakeCase));
        else WriteTable(summary, output);
        return 0;
    }

    private static PopulationSummary Generate(int count, long seed, DateOnly asOf, FileStream file)
    {
        if (Console.IsErrorRedirected) return PopulationGenerator.Write(count, seed, asOf, file, new Progress<int>());
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(true).Start(context =>
        {
            ProgressTask task = context.AddTask("writing applicants", maxValue: count);
            return PopulationGenerator.Write(count, seed, asOf, file, new RowProgress(task));
        });
    }

    private static void WriteTable(PopulationSummary summary, FileInfo output)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("outcome", "rows", "share");
        table.AddRow("applicants", $"{summary.Rows}", "");
        table.AddRow("identity fraud", $"{summary.IdentityFrauds}", $"{(double)summary.IdentityFrauds / summary.Rows:P2}");
        table.AddRow("fraud", $"{summary.Frauds}", $"{(double)summary.Frauds / summary.Rows:P2}");
        table.AddRow("aml suspicious", $"{summary.AmlSuspicious}", $"{(double)summary.AmlSuspicious / summary.Rows:P2}");
        table.AddRow("defaults of the genuine", $"{summary.Defaults}", $"{(double)summary.Defaults / Math.Max(1, summary.Genuine):P2}");
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated($"written to {output}");
    }

    private static bool TryReadDay(string? text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private sealed class RowProgress(ProgressTask task) : IProgress<int>
    {
        public void Report(int value) => task.Value = value;
    }
}
