using System.Globalization;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Spectre.Console;

namespace CreditDecision.Cli.Monitoring;

/// <summary>A report of monitoring as a person reads it: what is out first.</summary>
internal static class ReportPrinter
{
    public static void Print(IAnsiConsole screen, MonitoringReport report)
    {
        screen.WriteLine($"Report {report.Number} of {Named(report.Subject)}, made {Show.Time(report.MadeAt)} by {report.RequestedBy}, judged by {report.Policy.Id} {report.Policy.Version}");
        screen.WriteLine($"sha256 {report.Sha256}");
        Print(screen, report.Signals);
        Print(screen, "now", report.Current);
        if (report.Before is not null) Print(screen, "before", report.Before);
        Table table = Screen.Table("", "PSI", "by chance", "level", "missing", "before", "stale", "before").Right(1, 2, 4, 5, 6, 7);
        table.Add("score", Index(report.Score), Chance(report.Score), Level(report.Score), "", "", "", "");
        foreach (FeatureWatch feature in report.Features)
            table.Add(
                feature.Name, Index(feature.Shift), Chance(feature.Shift), Level(feature.Shift), Share(feature.HasMissingRate, feature.MissingRate),
                Share(feature.HasBaselineMissingRate, feature.BaselineMissingRate), Share(feature.HasStaleRate, feature.StaleRate),
                Share(feature.HasBaselineStaleRate, feature.BaselineStaleRate));
        screen.Write(table);
        DefaultRatePrinter.PrintRows(screen, report.DefaultRates);
    }

    public static void Print(IAnsiConsole screen, ListReportsResponse page)
    {
        if (page.Reports.Count == 0) screen.WriteLine("There are no reports.");
        Table table = Screen.Table("report", "made", "of", "warnings", "breaches", "by").Right(0, 3, 4);
        foreach (MonitoringReportHead head in page.Reports)
            table.Add(
                head.Number.ToString(CultureInfo.InvariantCulture), Show.Time(head.MadeAt), Named(head.Subject), Show.Count(head.Warnings), Show.Count(head.Breaches), head.RequestedBy);
        if (page.Reports.Count > 0) screen.Write(table);
        if (page.NextPageToken.Length > 0) screen.WriteLine($"More: the same with --page-token {page.NextPageToken}.");
    }

    /// <summary>Levels that were passed, or that none was.</summary>
    public static void Print(IAnsiConsole screen, IReadOnlyCollection<MonitoringSignal> signals)
    {
        if (signals.Count == 0) screen.WriteLine("No level was passed.");
        foreach (MonitoringSignal signal in signals.OrderByDescending(signal => signal.Level))
            screen.WriteLine($"{Show.Words(signal.Level).ToUpperInvariant()}  {Show.Words(signal.Metric)} {signal.Subject}: {Number(signal.Value)} against {Number(signal.Bound)} ({signal.Detail})");
    }

    private static void Print(IAnsiConsole screen, string when, PopulationCounts counts)
    {
        string outcomes = string.Join(", ", counts.Outcomes.Select(each => $"{Show.Count(each.Decisions)} {Show.Outcome(each.Outcome)}"));
        screen.WriteLine($"{when}: {Show.Count(counts.Decisions)} decisions ({outcomes}), {Show.Count(counts.Degraded)} degraded, {Show.Count(counts.Read)} applications read");
        foreach (UnreadCount unread in counts.Unread) screen.WriteLine($"  {Show.Count(unread.Decisions)} not read: {unread.Cause}");
        foreach (UnknownStrategy unknown in counts.Unknown) screen.WriteLine($"  {Show.Count(unknown.Decisions)} left out: nobody knows which model {unknown.Id} {unknown.Version} asked");
    }

    private static string Named(MonitoringSubject subject) =>
        subject.Product.Length > 0 ? $"product {subject.Product}" : $"model {subject.ModelId}{(subject.ModelVersion.Length > 0 ? " " + subject.ModelVersion : "")}";

    private static string Index(DistributionShift? shift) => shift is { HasPsi: true } ? Number(shift.Psi) : "–";

    private static string Chance(DistributionShift? shift) => shift is { HasChanceBound: true } ? Number(shift.ChanceBound) : "–";

    private static string Level(DistributionShift? shift) => shift is null || shift.Level == MonitoringLevel.Unspecified ? "" : Show.Words(shift.Level);

    private static string Share(bool isKnown, double share) => isKnown ? Show.Share(share) : "–";

    private static string Number(double value) => value.ToString("0.0000##", CultureInfo.InvariantCulture);
}
