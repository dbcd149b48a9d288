using System.Globalization;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Spectre.Console;

namespace CreditDecision.Cli.Backtests;

/// <summary>A <see cref="BacktestReport"/> for people.</summary>
internal sealed class BacktestPrinter(IAnsiConsole console)
{
    private const int RowsShown = 30;

    public void Print(BacktestReport report)
    {
        Summary(report);
        Matrix(report.Total);
        Sides(report.Total);
        foreach (BacktestSegmentTable table in report.Segments) Segments(table);
        Reasons(report.Reasons);
        Stages(report.StageReasons);
        Rules(report.Rules);
        Rows(report);
        Causes(report.Undecided);
    }

    private void Summary(BacktestReport report)
    {
        Table table = Screen.Table("", "").HideHeaders().Title(Markup.Escape($"Back-test of {report.Candidate.Id} {report.Candidate.Version}"));
        table.Add("Decisions", $"{Show.Count(report.Decisions)}, of which {Show.Count(report.Compared)} decided again");
        table.Add("Time", string.Create(CultureInfo.InvariantCulture, $"{report.Seconds:0.00} s, {report.Decisions / Math.Max(report.Seconds, 1e-9):#,0} decisions/s"));
        table.Add("Degraded", $"{Show.Count(report.RecordedDegraded)} recorded, {Show.Count(report.CandidateDegraded)} candidate");
        if (report.OutcomesGiven > 0)
            table.Add("Outcomes", $"{Show.Count(report.OutcomesGiven)} given, {Show.Count(report.OutcomesMatched)} of these decisions, {Show.Count(report.OutcomesBeforeDecision)} from before them");
        if (report.RecordedLossAssumed > 0)
            table.Add("Recorded loss", $"of {Show.Count(report.RecordedLossAssumed)} decisions by strategies not loaded, with the candidate's loss given default");
        table.Add("Exposures", "as recorded; not grown anew under the candidate");
        console.Write(table);
    }

    private void Matrix(BacktestComparison total)
    {
        Table table = Screen.Table("Recorded", "Candidate", "", "Decisions", "Share", "Observed", "Bad", "Bad rate").Right(3, 4, 5, 6, 7).Title("Outcomes");
        foreach (OutcomePair pair in total.Matrix)
        {
            table.Add(
                Show.Outcome(pair.Recorded), Show.Outcome(pair.Candidate), pair.Recorded == pair.Candidate ? "" : "swap", Show.Count(pair.Decisions),
                Show.Share(Ratio(pair.Decisions, total.Recorded.Decisions)), Show.Count(pair.Observed), Show.Count(pair.Bad), Show.Share(Ratio(pair.Bad, pair.Observed)));
        }
        console.Write(table);
    }

    private void Sides(BacktestComparison total)
    {
        Table table = Screen.Table("", "Recorded", "Candidate").Right(1, 2).Title("Approvals");
        void Row(string name, Func<BacktestSums, string> value) => table.Add(name, value(total.Recorded), value(total.Candidate));
        Row("Approved", sums => Show.Count(sums.Approvals));
        Row("Approval rate", sums => Show.Share(Ratio(sums.Approvals, sums.Decisions)));
        Row("Limits", sums => Show.Fen(sums.LimitFen));
        Row("Mean limit", sums => MeanFen(sums));
        Row("Mean nominal rate", sums => MeanBps(sums.NominalRateBps, sums));
        Row("Mean APR", sums => MeanBps(sums.AprBps, sums));
        Row("Mean all-in cost", sums => MeanBps(sums.AllInCostBps, sums));
        Row("Mean PD", sums => Show.Share(Ratio(sums.PdBillionths, sums.Approvals) / 1e9));
        Row("Expected loss", sums => Show.Fen(sums.ExpectedLossFen));
        Row("Expected loss of limits", sums => Show.Share(Ratio(sums.ExpectedLossFen, sums.LimitFen)));
        Row("Observed bad rate", sums => Show.Share(Ratio(sums.Bad, sums.Observed)));
        console.Write(table);
    }

    private void Segments(BacktestSegmentTable segments)
    {
        Table table = Screen.Table(
            segments.Name.Replace('_', ' '), "Decisions", "Approved: recorded", "candidate", "Mean limit: recorded", "candidate", "All-in cost: recorded", "candidate",
            "Expected loss: recorded", "candidate", "Bad rate: recorded", "candidate").Right([.. Enumerable.Range(1, 11)]);
        foreach (BacktestSegment segment in segments.Segments)
        {
            (BacktestSums recorded, BacktestSums candidate) = (segment.Comparison.Recorded, segment.Comparison.Candidate);
            table.Add(
                segment.Name, Show.Count(recorded.Decisions),
                Show.Share(Ratio(recorded.Approvals, recorded.Decisions)), Show.Share(Ratio(candidate.Approvals, candidate.Decisions)),
                MeanFen(recorded), MeanFen(candidate), MeanBps(recorded.AllInCostBps, recorded), MeanBps(candidate.AllInCostBps, candidate),
                Show.Fen(recorded.ExpectedLossFen), Show.Fen(candidate.ExpectedLossFen),
                Show.Share(Ratio(recorded.Bad, recorded.Observed)), Show.Share(Ratio(candidate.Bad, candidate.Observed)));
        }
        console.Write(table.Title(Markup.Escape($"By {segments.Name.Replace('_', ' ')}")));
    }

    private void Reasons(IEnumerable<ReasonCount> reasons)
    {
        Table table = Screen.Table("Code", "Name", "Recorded", "Candidate").Right(0, 2, 3).Title("Reasons given");
        foreach (ReasonCount reason in reasons) table.Add(Code(reason.Code), reason.Name, Show.Count(reason.Recorded), Show.Count(reason.Candidate));
        Write(table);
    }

    private void Stages(IEnumerable<StageReasonCount> reasons)
    {
        Table table = Screen.Table("Stage", "Says", "Code", "Name", "Decisions").Right(2, 4).Title("What the candidate's stages found");
        foreach (StageReasonCount each in reasons.Take(RowsShown))
            table.Add(Show.Words(each.Stage), Show.Outcome(each.Outcome), Code(each.Code), each.Name, Show.Count(each.Count));
        Write(table);
    }

    private void Rules(IEnumerable<RuleCount> rules)
    {
        Table table = Screen.Table("Stage", "Rule", "Says", "", "Times").Right(4).Title("Rules of the candidate that fired");
        foreach (RuleCount rule in rules)
            table.Add(Show.Words(rule.Stage), rule.RuleId, Says(rule), rule.Unanswered ? "no answer" : "", Show.Count(rule.Count));
        Write(table);
    }

    // A formula that objected to nothing has still done something, and what it did was not to approve.
    private static string Says(RuleCount rule) => rule switch
    {
        { Outcome: not Outcome.Approve } => Show.Outcome(rule.Outcome),
        { Unanswered: true } => "left out",
        { Stage: Stage.Pricing } => "changed the price",
        _ => "cut the limit",
    };

    private void Rows(BacktestReport report)
    {
        Table table = Screen.Table("Table", "Row", "Decisions").Right(2).Title("Rows of the candidate's tables");
        foreach (TableRowCount row in report.TableRows.Take(RowsShown)) table.Add(row.TableId, row.Row.Length > 0 ? row.Row : "(no row)", Show.Count(row.Count));
        Write(table);
        int more = report.TableRows.Count - RowsShown + report.TableRowsNotShown;
        if (more > 0) console.WriteLine($"{Show.Count(more)} more rows were hit less often; --json has the first 5,000.");
    }

    private void Causes(IEnumerable<CauseCount> causes)
    {
        Table table = Screen.Table("Not decided again because", "Decisions").Right(1);
        foreach (CauseCount cause in causes) table.Add(cause.Cause, Show.Count(cause.Count));
        Write(table);
    }

    private void Write(Table table)
    {
        if (table.Rows.Count > 0) console.Write(table);
    }

    private static string Code(int code) => code.ToString(CultureInfo.InvariantCulture);

    private static string MeanFen(BacktestSums sums) => sums.Approvals == 0 ? "–" : Show.Fen(sums.LimitFen / sums.Approvals);

    private static string MeanBps(long sum, BacktestSums sums) =>
        sums.Approvals == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{(double)sum / sums.Approvals / 100:0.00} %");

    private static double Ratio(double part, double whole) => whole == 0 ? double.NaN : part / whole;
}
