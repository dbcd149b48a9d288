using Spectre.Console;

namespace CreditDecision.Cli.Printing;

/// <summary>Makes the console that tables and progress are drawn on.</summary>
internal static class Screen
{
    // A pipe or a log has no width; at 80 columns every decision would wrap.
    private const int WidthOfFile = 200;

    public static IAnsiConsole On(TextWriter writer)
    {
        var output = new AnsiConsoleOutput(writer);
        if (output.IsTerminal) return AnsiConsole.Create(new AnsiConsoleSettings { Out = output });
        // Spectre guesses colours from the environment alone; a file must not get escape sequences.
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = output, Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = WidthOfFile;
        return console;
    }

    public static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (string column in columns) table.AddColumn(new TableColumn(Markup.Escape(column)));
        return table;
    }

    /// <summary>A column of figures.</summary>
    public static Table Right(this Table table, params int[] columns)
    {
        foreach (int column in columns) table.Columns[column].RightAligned();
        return table;
    }

    /// <summary>Adds a row of plain text: nothing that came from a service is read as markup.</summary>
    public static void Add(this Table table, params string[] cells) => table.AddRow([.. cells.Select(cell => new Text(cell))]);
}
