using System.CommandLine;
using System.Globalization;
using CreditDecision.Cli.Printing;
using Spectre.Console;

namespace CreditDecision.Cli.Scoring;

/// <summary><c>creditctl bench scoring</c>: how long a model file takes for a row on this machine.</summary>
internal sealed class BenchCommand
{
    // Enough that no row is still in the cache of branches when it comes again, few enough to hold.
    private const int DefaultRows = 20_000;
    private const int MostRows = 1_000_000;
    private const double DefaultSeconds = 3;

    private readonly ModelOptions _model = new();
    private readonly RowOptions _rows = new();
    private readonly Option<int?> _most = BoundedOption.Whole("--rows", 1, MostRows, $"Take the first so many rows of the file. Default: {DefaultRows}.");
    private readonly Option<double?> _seconds = BoundedOption.Number("--seconds", 0.01, 3_600, $"How long each measurement takes. Default: {DefaultSeconds}.");
    private readonly Option<bool> _json = new("--json") { Description = "Print the figures for machines." };

    public static Command Create()
    {
        var options = new BenchCommand();
        var scoring = new Command("scoring", "Time for one row: one thread, warm, rows in memory; reading and writing files is not in it.");
        options._model.AddTo(scoring);
        options._rows.AddTo(scoring);
        foreach (Option option in new Option[] { options._most, options._seconds, options._json }) scoring.Add(option);
        scoring.Validators.Add(options._model.Validate);
        scoring.Validators.Add(options._rows.Validate);
        scoring.SetAction(options.Run);
        return new Command("bench", "Measures on this machine.") { scoring };
    }

    private int Run(ParseResult parsed)
    {
        IRowModel model = _model.Read(parsed);
        (double[] rows, int count) = Load(parsed, model);
        if (count == 0) throw new Failure($"{_rows.File(parsed)}: holds no row to score");
        TimeSpan time = TimeSpan.FromSeconds(parsed.GetValue(_seconds) ?? DefaultSeconds);
        ScoringFigures figures = new ScoringBench(model, rows, count, TimeProvider.System).Measure(time);
        TextWriter output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(_json)) output.WriteLine(JsonOutput.Text(JsonOutput.OfRecord(figures)));
        else Print(figures, Screen.On(output));
        return ExitCode.Ok;
    }

    private (double[] Rows, int Count) Load(ParseResult parsed, IRowModel model)
    {
        using IRowSource source = _rows.Open(parsed, model);
        var rows = new List<double>();
        double[] row = new double[model.Inputs.Count];
        int most = Math.Min(parsed.GetValue(_most) ?? DefaultRows, Array.MaxLength / Math.Max(1, row.Length));
        while (source.Count < most && source.Next(row)) rows.AddRange(row);
        return ([.. rows], (int)source.Count);
    }

    private static void Print(ScoringFigures figures, IAnsiConsole console)
    {
        Table table = Screen.Table("one thread, warm, rows in memory", "").Right(1);
        table.Add("distinct rows", Show.Count(figures.DistinctRows));
        table.Add("rows scored, all together", Show.Count(figures.Rows));
        table.Add("per row, all together", Nanoseconds(figures.NsPerRow));
        table.Add("rows scored, each timed", Show.Count(figures.TimedRows));
        table.Add("p50, each timed", Nanoseconds(figures.P50Ns));
        table.Add("p99, each timed", Nanoseconds(figures.P99Ns));
        table.Add("of that the clock itself", Nanoseconds(figures.ClockNs));
        table.Add("bytes allocated per row", figures.BytesPerRow.ToString("0.###", CultureInfo.InvariantCulture));
        console.Write(table);
    }

    private static string Nanoseconds(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:#,0.#} ns");
}
