using CreditDecision.Core.Decisions.Backtests;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Backtests;

/// <summary>From a finished back-test to the API's report.</summary>
internal static class BacktestTranslation
{
    // A table may have tens of thousands of rows, and a reply has its bound; the rest is in table_rows_not_shown.
    private const int MostRows = 5_000;

    public static Wire.BacktestReport ToWire(BacktestJob job, BacktestResult result, long decisions, TimeSpan elapsed)
    {
        var report = new BacktestReport(result.Tally);
        var reply = new Wire.BacktestReport
        {
            Candidate = new Wire.Artifact { Id = job.Candidate.Id, Version = job.Candidate.Version, Sha256 = job.Candidate.Sha256, Kind = "strategy" },
            Decisions = decisions,
            Compared = report.Total.Decisions,
            Total = ToWire(report.Total),
            RecordedDegraded = report.RecordedDegraded,
            CandidateDegraded = report.CandidateDegraded,
            OutcomesGiven = job.Outcomes.Count,
            OutcomesMatched = result.Outcomes.Matched,
            OutcomesBeforeDecision = result.Outcomes.BeforeDecision,
            RecordedLossAssumed = result.LossAssumed,
            Seconds = elapsed.TotalSeconds,
        };
        Dictionary<int, string> names = job.Candidate.Reasons.All.ToDictionary(reason => reason.Code.Number, reason => reason.Name);
        string NameOf(int code) => names.GetValueOrDefault(code, "");
        reply.Segments.Add(report.Segments.Select(ToWire));
        reply.Reasons.Add(report.Reasons.Select(reason => new Wire.ReasonCount
        {
            Code = reason.Code,
            Name = NameOf(reason.Code),
            Recorded = reason.Recorded,
            Candidate = reason.Candidate,
        }));
        reply.StageReasons.Add(report.StageReasons.Select(counted => ToWire(counted, NameOf(counted.What.Code.Number))));
        AddRules(reply, report);
        reply.Undecided.Add(report.Undecided.Select(counted => new Wire.CauseCount { Cause = counted.What, Count = counted.Count }));
        return reply;
    }

    private static void AddRules(Wire.BacktestReport reply, BacktestReport report)
    {
        reply.Rules.Add(report.Rules.Select(counted => new Wire.RuleCount
        {
            Stage = (Wire.Stage)counted.What.Stage,
            RuleId = counted.What.Id,
            Outcome = (Wire.Outcome)counted.What.Outcome,
            Unanswered = counted.What.Unanswered,
            Count = counted.Count,
        }));
        reply.TableRows.Add(report.Rows.Take(MostRows).Select(counted => new Wire.TableRowCount
        {
            TableId = counted.What.TableId,
            Row = counted.What.Row,
            Count = counted.Count,
        }));
        reply.TableRowsNotShown = Math.Max(0, report.Rows.Count - MostRows);
    }

    private static Wire.BacktestSegmentTable ToWire(SegmentTable table)
    {
        var reply = new Wire.BacktestSegmentTable { Name = table.Name };
        reply.Segments.Add(table.Segments.Select(segment => new Wire.BacktestSegment { Name = segment.Name, Comparison = ToWire(segment.Comparison) }));
        return reply;
    }

    private static Wire.BacktestComparison ToWire(Comparison comparison)
    {
        var reply = new Wire.BacktestComparison { Recorded = ToWire(comparison.Recorded), Candidate = ToWire(comparison.Candidate) };
        reply.Matrix.Add(comparison.Matrix.Select(cell => new Wire.OutcomePair
        {
            Recorded = (Wire.Outcome)cell.Recorded,
            Candidate = (Wire.Outcome)cell.Candidate,
            Decisions = cell.Decisions,
            Observed = cell.Observed,
            Bad = cell.Bad,
        }));
        return reply;
    }

    // Nine hundred million loans of the largest amount fit into the sums; past that a report fails rather than lies.
    private static Wire.BacktestSums ToWire(SideSums sums) => checked(new Wire.BacktestSums
    {
        Decisions = sums.Decisions,
        Approvals = sums.Approvals,
        Observed = sums.Observed,
        Bad = sums.Bad,
        LimitFen = (long)sums.LimitFen,
        NominalRateBps = (long)sums.NominalBps,
        AprBps = (long)sums.AprBps,
        AllInCostBps = (long)sums.AllInCostBps,
        PdBillionths = (long)sums.Pd,
        ExpectedLossFen = sums.ExpectedLossMoney.Fen,
    });

    private static Wire.StageReasonCount ToWire(Counted<StageReason> counted, string name) => new()
    {
        Stage = (Wire.Stage)counted.What.Stage,
        Outcome = (Wire.Outcome)counted.What.Outcome,
        Code = counted.What.Code.Number,
        Name = name,
        Count = counted.Count,
    };
}
