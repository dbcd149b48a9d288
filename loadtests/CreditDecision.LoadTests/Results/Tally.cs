using System.Diagnostics;
using CreditDecision.LoadTests.Driving;
using CreditDecision.LoadTests.Scenarios;
using CreditDecision.LoadTests.Wire;
using CreditDecision.V1;
using HdrHistogram;

namespace CreditDecision.LoadTests.Results;

/// <summary>Counts answers. Any number of threads.</summary>
/// <param name="length">Seconds that the run takes.</param>
/// <param name="events">What is done meanwhile, and which errors it explains.</param>
/// <param name="borrowers">Whose grants are summed; 0 where nobody asks.</param>
internal sealed class Tally(double length, IReadOnlyList<ScenarioEvent>? events = null, int borrowers = 0)
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
    private readonly long[] _granted = new long[borrowers];
    private long _begin, _end, _degraded, _invalidRefused, _wrong, _excused, _unanswered;

    /// <summary>Some of the answers, to be asked for again.</summary>
    public KeptAnswers Kept { get; } = new();

    public long Answered { get; private set; }

    /// <summary>How long the run took, its last answers included.</summary>
    public double Seconds => (double)(_end - _begin) / Stopwatch.Frequency;

    public void Begin(long timestamp) => _begin = _end = timestamp;

    public void End(long timestamp) => _end = timestamp;

    /// <summary>Calls of which nothing came back.</summary>
    public void Unanswered(long calls) => _unanswered = calls;

    /// <param name="number">Of the application.</param>
    /// <param name="bodies">Say how it had to end, and whose it is.</param>
    public void Add(long elapsed, long now, long number, GrpcAnswer answer, IBodies bodies)
    {
        long microseconds = Math.Clamp((long)(elapsed * 1e6 / Stopwatch.Frequency), 1, LongestMicroseconds), intended = now - elapsed - _begin;
        Expectation expected = bodies.ExpectationOf(number);
        bool isRefused = answer.Status == (byte)Grpc.Core.StatusCode.InvalidArgument + 1;
        bool isError = expected == Expectation.Refused ? !isRefused : !answer.IsOk;
        lock (_gate)
        {
            Answered++;
            _latency.RecordValue(microseconds);
            _statusCounts[answer.Status]++;
            _answerOf[answer.Status] = answer;
            if (answer.IsOk) _outcomes[answer.Outcome]++;
            if (answer.IsDegraded) _degraded++;
            if (expected == Expectation.Refused && isRefused) _invalidRefused++;
            // What contradicts an answer is wrong whatever happens meanwhile.
            bool isContradiction = answer.IsOk && (!Kept.Agrees(number, answer) || (expected == Expectation.NotApproved && answer.Outcome == (byte)Outcome.Approve));
            bool isExcused = isError && events is not null && events.Any(each => each.Excuses((double)intended / Stopwatch.Frequency));
            bool isWrong = isContradiction || (isError && !isExcused);
            if (isWrong) _wrong++;
            if (isExcused) _excused++;
            if (answer.IsOk && _granted.Length > 0) _granted[bodies.BorrowerOf(number)] += answer.ReservedFen;
            _series.Add(intended, now - _begin, microseconds, LongestMicroseconds, answer.IsOk ? answer.Outcome : (byte)0, isWrong, isExcused);
            _end = Math.Max(_end, now);
        }
    }

    /// <summary>The last second, for who looks on.</summary>
    public Slice? LastSecond
    {
        get
        {
            lock (_gate) return _series.LastWhole;
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
                Wrong = _wrong + _unanswered,
                Excused = _excused,
                Unanswered = _unanswered,
                MostReservedFen = _granted.Length > 0 ? _granted.Max() : null,
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
