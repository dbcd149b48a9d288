using System.Text;

namespace CreditDecision.Modeling.Populations;

/// <summary>
/// A plausible population of applicants for retail loans, with what became of them. Entirely made up: nothing was learnt from people's
/// data, and no name, number or address belongs to anybody. The same count, seed and day give the same bytes.
/// </summary>
public static class PopulationGenerator
{
    /// <summary>More rows would not fit the eight digits of the telephone numbers, or the memory of most machines.</summary>
    public const int MostRows = 10_000_000;

    /// <summary>The day on which everybody has the age of the file, unless another is asked for.</summary>
    public static DateOnly DefaultDay { get; } = new(2026, 1, 1);

    public static IEnumerable<string> Columns => PopulationColumns.Names;

    /// <param name="count">1 to <see cref="MostRows"/>.</param>
    /// <param name="output">Gets UTF-8 CSV with a header and line feeds; left open.</param>
    /// <param name="progress">Told the rows written, every few thousand.</param>
    public static PopulationSummary Write(int count, long seed, DateOnly asOf, Stream output, IProgress<int> progress)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostRows);
        // Drawn twice rather than kept: a row is cheap to draw again and costs a kilobyte to hold.
        var use = new SharedUse();
        for (int row = 1; row <= count; row++) use.Add(Applicant.Draw(seed, row, count, asOf).Footprint);
        using var writer = new StreamWriter(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', Columns));
        var summary = new PopulationSummary();
        for (int row = 1; row <= count; row++)
        {
            Applicant applicant = Applicant.Draw(seed, row, count, asOf);
            PopulationColumns.Write(writer, applicant, use);
            summary = summary.With(applicant.Outcomes);
            if (row % 5_000 == 0 || row == count) progress.Report(row);
        }
        return summary;
    }
}
