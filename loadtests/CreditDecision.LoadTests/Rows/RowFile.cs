using System.Text.Json;
using Benchmarks.Design;

namespace CreditDecision.LoadTests.Rows;

/// <summary>Rows of the design as the parts of a run leave them for the table at its end: each part adds to the file that it is given.</summary>
internal static class RowFile
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    public static IReadOnlyList<DesignRow> Read(string file) =>
        File.Exists(file) ? JsonSerializer.Deserialize<List<DesignRow>>(File.ReadAllText(file)) ?? [] : [];

    /// <param name="file">Null keeps nothing.</param>
    public static void Add(string? file, IEnumerable<DesignRow> rows)
    {
        if (file is not null) File.WriteAllText(file, JsonSerializer.Serialize<IReadOnlyList<DesignRow>>([.. Read(file), .. rows], Layout));
    }

    /// <summary>As Markdown.</summary>
    public static void Print(IEnumerable<DesignRow> rows)
    {
        Console.WriteLine();
        Console.WriteLine("| what | target | figure | ratio | |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (DesignRow row in rows) Console.WriteLine($"| {row.What} | {row.Target} | {row.Figure} | {row.Ratio} | {row.Verdict} |");
    }
}
