using System.Diagnostics;
using CreditDecision.LoadTests.Wire;
using CreditDecision.V1;
using HdrHistogram;

namespace CreditDecision.LoadTests.Results;

/// <summary>Counts answers. Any number of threads.</summary>
/// <param name="length">Seconds that the run takes.</param>
internal sealed class Tally(double length)
{
    // Three digits: every figure is within 0.1 % of what was measured.
    private const int Digits = 3;
    private const long LongestMicroseconds = 120_000_000;

    private readonly Lock _gate = new();
    private readonly LongHistogram _latency = new(1, LongestMicroseconds, Digits);
    private readonly SortedDictionary<string, long> _statuses = new(StringComparer.Ordinal);
    private readonly long[] _outcomes = new long[256], _statusCounts = new long[256];
    private readonly GrpcAnswer[] _answerOf = new GrpcAnswer[256];
    private readonly TimeSeries _series = new(length);
    private long _begin, _end, _degraded, _invalidRefused, _wrong;

    public long Answered { get; private set; }

    /// <summary>How long the run took, its last answers included.</summary>
    public double Seconds => (double)(_end - _begin) / Stopwatch.Frequency;

    public void Begin(long timestamp) => _begin = _end = timestamp;

    public void End(long timestamp) => _end = timestamp;

    /// <param name="wasInvalid">It had to be refused.</param>
    public void Add(long elapsed, long now, GrpcAnswer answer, bool wasInvalid)
    {
        long microseconds = Math.Clamp((long)(elapsed * 1e6 / Stopwatch.Frequency), 1, LongestMicroseconds);
        lock (_gate)
        {
            Answered++;
            _latency.RecordValue(microseconds);
            _statusCounts[answer.Status]++;
            _answerOf[answer.Status] = answer;
            if (answer.IsOk) _outcomes[answer.Outcome]++;
            if (answer.IsDegraded) _degraded++;
            bool isRefused = answer.Status == (byte)Grpc.Core.StatusCode.InvalidArgument + 1;
            bool isWrong = wasInvalid ? !isRefused : !answer.IsOk;
            if (wasInvalid && isRefused) _invalidRefused++;
            else if (isWrong) _wrong++;
            _series.Add(now - elapsed - _begin, microseconds, LongestMicroseconds, isWrong);
            _end = Math.Max(_end, now);
        }
    }

    public RunResult Result(string scenario, string address)
    {
        lock (_gate)
        {
            for (int i = 0; i < _statusCounts.Length; i++)
                if (_statusCounts[i] > 0) _statuses[_answerOf[i].StatusName] = _statusCounts[i];
            return new RunResult
            {
                Scenario = scenario,
                Address = address,
                Seconds = Seconds,
                Answered = Answered,
                PerSecond = Seconds > 0 ? Answered / Seconds : 0,
                Wrong = _wrong,
                RefusedAsMeant = _invalidRefused,
                Degraded = _degraded,
                Statuses = new SortedDictionary<string, long>(_statuses, StringComparer.Ordinal),
                Outcomes = new SortedDictionary<string, long>(
                    _outcomes.Select((count, outcome) => (Name: $"{(Outcome)outcome}", Count: count)).Where(each => each.Count > 0).ToDictionary(each => each.Name, each => each.Count),
                    StringComparer.Ordinal),
                Series = _series.Slices(),
                LatencyMs = new Latency(Ms(50), Ms(90), Ms(99), Ms(99.9), _latency.TotalCount == 0 ? 0 : _latency.GetMaxValue() / 1000.0),
            };
        }
    }

    private double Ms(double percentile) => _latency.TotalCount == 0 ? 0 : _latency.GetValueAtPercentile(percentile) / 1000.0;
}
