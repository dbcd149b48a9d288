using CreditDecision.V1;

namespace CreditDecision.Service.Replays;

/// <summary>Counts what a run found and keeps what is still to be told. Any number of threads add; one takes.</summary>
/// <param name="mostTold">Decisions told one by one over the whole run.</param>
internal sealed class ReplayTally(long total, int mostTold)
{
    // With its differences one takes up to 9 KB, and a message must stay below what clients accept (4 MB).
    private const int MostInMessage = 100;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<ReplayObstacle, long> _obstacles = [];
    private readonly Queue<ReplayedDecision> _untold = new();
    private long _identical, _differing, _notReplayed;
    private int _kept;

    /// <param name="always">Told even where it is identical.</param>
    public void Add(ReplayedDecision found, bool always = false)
    {
        lock (_gate)
        {
            if (found.Outcome == ReplayOutcome.Identical) _identical++;
            else if (found.Outcome == ReplayOutcome.Differs) _differing++;
            else
            {
                _notReplayed++;
                _obstacles[found.Obstacle] = _obstacles.GetValueOrDefault(found.Obstacle) + 1;
            }
            if ((!always && found.Outcome == ReplayOutcome.Identical) || _kept >= mostTold) return;
            _kept++;
            _untold.Enqueue(found);
        }
    }

    /// <summary>The state of the run, with some of what is to be told.</summary>
    /// <param name="isOver">All is done; the message is the last one when it takes the rest.</param>
    public ReplayProgress Take(TimeSpan elapsed, bool isOver)
    {
        lock (_gate)
        {
            long done = _identical + _differing + _notReplayed;
            var progress = new ReplayProgress
            {
                Total = total,
                Done = done,
                Identical = _identical,
                Differing = _differing,
                NotReplayed = _notReplayed,
                PerSecond = elapsed > TimeSpan.Zero ? done / elapsed.TotalSeconds : 0,
            };
            progress.Obstacles.Add(_obstacles.Select(each => new ReplayObstacleCount { Obstacle = each.Key, Count = each.Value }));
            while (progress.Told.Count < MostInMessage && _untold.TryDequeue(out ReplayedDecision? next)) progress.Told.Add(next);
            progress.Finished = isOver && _untold.Count == 0;
            return progress;
        }
    }
}
