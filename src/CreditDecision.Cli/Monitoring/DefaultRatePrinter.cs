using System.Globalization;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Spectre.Console;

namespace CreditDecision.Cli.Monitoring;

/// <summary>Default rates as a person reads them.</summary>
internal static class DefaultRatePrinter
{
    public static void Print(IAnsiConsole screen, DefaultRateReport report)
    {
        ReportPrinter.Print(screen, report.Signals);
        PrintRows(screen, report);
    }

    public static void PrintRows(IAnsiConsole screen, DefaultRateReport report)
    {
        screen.WriteLine($"Defaults within {report.WindowMonths} months of approval, as of {report.AsOf}; judged by {report.Policy.Id} {report.Policy.Version}");
        Table table = Screen.Table("vintage", "grade", "loans", "defaults", "rate", "predicted", "jeffreys", "binomial", "z", "not mature", "not observed", "not drawn", "verdict")
            .Right(2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        foreach (DefaultRateRow row in report.Cells.Concat(report.Vintages).Concat(report.Grades).Append(report.Total)) table.Add(Cells(row));
        screen.Write(table);
        if (report.HosmerLemeshow is { } fit)
            screen.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Hosmer–Lemeshow over {fit.Degrees} grades: {fit.Statistic:0.00}, p {fit.Probability:0.0000}"));
        foreach (UnknownStrategy unknown in report.Unknown)
            screen.WriteLine($"{Show.Count(unknown.Decisions)} approvals left out: nobody knows which model {unknown.Id} {unknown.Version} asked");
    }

    private static string[] Cells(DefaultRateRow row) =>
    [
        row.Vintage.Length > 0 ? row.Vintage : "all", row.Grade.Length > 0 ? row.Grade : "all", Show.Count(row.Loans), Show.Count(row.Defaults),
        row.HasDefaultRate ? Show.Probability(row.DefaultRate) : "–", row.HasPredictedPd ? Show.Probability(row.PredictedPd) : "–", P(row.HasJeffreys, row.Jeffreys),
        P(row.HasBinomial, row.Binomial), P(row.HasZ, row.Z), Show.Count(row.NotMature), Show.Count(row.NotObserved), Show.Count(row.NotDrawn), Show.Words(row.Verdict),
    ];

    private static string P(bool isKnown, double probability) => isKnown ? probability.ToString("0.0000", CultureInfo.InvariantCulture) : "–";
}
