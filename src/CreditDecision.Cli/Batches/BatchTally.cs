using CreditDecision.Core.Documents;
using CreditDecision.V1;
using HdrHistogram;

namespace CreditDecision.Cli.Batches;

/// <summary>Adds results up, one at a time, into a <see cref="BatchReport"/>. Not for several threads at once.</summary>
internal sealed class BatchTally(string runId, string? labelColumn, double? rate)
{
    private const int FailuresShown = 10;

    // An hour, far beyond any deadline; what takes longer is counted as an hour.
    private const long MostMicroseconds = 3_600_000_000;

    private readonly Dictionary<Outcome, GroupTally> _outcomes = [];
    private readonly Dictionary<string, GroupTally> _grades = new(StringComparer.Ordinal);
    private readonly Dictionary<int, (Reason Reason, long Count)> _reasons = [];
    private readonly Dictionary<string, long> _errors = new(StringComparer.Ordinal);
    private readonly List<FailedRow> _failures = [];
    private readonly LongHistogram _microseconds = new(1, MostMicroseconds, 3);
    private long _rows;
    private long _retries;

    public long Failed { get; private set; }

    public void Add(RowResult result)
    {
        _rows++;
        _retries += Math.Max(0, result.Attempts - 1);
        if (result.Attempts > 0) _microseconds.RecordValue(Math.Clamp((long)result.Latency.TotalMicroseconds, 1, MostMicroseconds));
        if (result.Decision is { } decision) AddDecision(decision, result.IsBad);
        else AddFailure(result);
    }

    public BatchReport Report(TimeSpan elapsed, string ending)
    {
        IReadOnlyList<GroupReport> grades = Grades();
        GroupReport[] known = [.. grades.Where(grade => grade.Labelled > 0)];
        GradePair[] doesNotRise = [.. known.Zip(known.Skip(1))
            .Where(pair => pair.Second.DefaultRate <= pair.First.DefaultRate)
            .Select(pair => new GradePair(pair.First.Name, pair.Second.Name))];
        long decided = _rows - Failed;
        return new BatchReport
        {
            RunId = runId,
            Ending = ending,
            Rows = _rows,
            Decided = decided,
            Failed = Failed,
            Retries = _retries,
            ElapsedSeconds = elapsed.TotalSeconds,
            DecisionsPerSecond = elapsed > TimeSpan.Zero ? decided / elapsed.TotalSeconds : 0,
            Rate = rate,
            Latency = Latency(),
            Outcomes = [.. _outcomes.OrderBy(each => each.Key).Select(each => Group(SnakeCase.Of(each.Key), each.Value))],
            Grades = grades,
            LabelColumn = labelColumn,
            RisesFromGradeToGrade = known.Length < 2 ? null : doesNotRise.Length == 0,
            DoesNotRise = doesNotRise,
            Reasons = Reasons(decided),
            Errors = [.. _errors.OrderByDescending(each => each.Value).Select(each => new ErrorReport(each.Key, each.Value))],
            FirstFailures = _failures,
        };
    }

    private void AddDecision(Decision decision, bool? isBad)
    {
        double? predicted = decision.HasProbabilityOfDefault ? decision.ProbabilityOfDefault : null;
        Tally(_outcomes, decision.Outcome).Add(isBad, predicted);
        if (decision.Grade.Length > 0) Tally(_grades, decision.Grade).Add(isBad, predicted);
        foreach (Reason reason in decision.Reasons)
            _reasons[reason.Code] = (reason, _reasons.GetValueOrDefault(reason.Code).Count + 1);
    }

    private void AddFailure(RowResult result)
    {
        Failed++;
        _errors[result.Status] = _errors.GetValueOrDefault(result.Status) + 1;
        if (_failures.Count >= FailuresShown) return;
        string message = result.Failure?.Message ?? string.Join("; ", result.Problems);
        _failures.Add(new FailedRow(result.Row, result.ApplicationId, result.Status, message, result.Failure?.Violations ?? []));
    }

    // A scale cuts the predicted probability into grades, so its order is the order of their means, whatever the grades are called.
    private List<GroupReport> Grades() => [.. _grades
        .OrderBy(each => each.Value.MeanPredicted ?? 0).ThenBy(each => each.Key, StringComparer.Ordinal)
        .Select(each => Group(each.Key, each.Value))];

    private GroupReport Group(string name, GroupTally tally) =>
        new(name, tally.Count, (double)tally.Count / (_rows - Failed), tally.Labelled, tally.Bad, tally.DefaultRate, tally.MeanPredicted);

    private List<ReasonReport> Reasons(long decided) => [.. _reasons.Values
        .OrderByDescending(each => each.Count).ThenBy(each => each.Reason.Code)
        .Select(each => new ReasonReport(
            each.Reason.Code, each.Reason.Name, each.Reason.Article, each.Reason.Zh, each.Reason.En, each.Count, (double)each.Count / decided))];

    private LatencyReport Latency()
    {
        return new LatencyReport(_microseconds.TotalCount, At(50), At(90), At(99), At(99.9), At(100));

        // The library rounds the rank to the nearest; a percentile must not fall below the share that it names.
        double At(double percentile)
        {
            long count = _microseconds.TotalCount;
            return count == 0 ? 0 : _microseconds.GetValueAtPercentile(100.0 * Math.Ceiling(percentile / 100 * count) / count) / 1_000.0;
        }
    }

    private static GroupTally Tally<TKey>(Dictionary<TKey, GroupTally> groups, TKey key) where TKey : notnull
    {
        if (!groups.TryGetValue(key, out GroupTally? tally)) groups[key] = tally = new GroupTally();
        return tally;
    }
}
