namespace CreditDecision.Core.Scoring;

/// <summary>One point of a calibration table.</summary>
/// <param name="Probability">Of the bad event, from 0 to 1.</param>
public readonly record struct CalibrationPoint(double Score, double Probability);

/// <summary>
/// A monotone table from score to probability of the bad event: straight lines between the points, flat beyond the ends. Immutable;
/// looking up allocates nothing.
/// </summary>
public sealed class CalibrationTable
{
    // Isotonic regression of a million rows leaves some hundreds of steps; more points than this are the raw sample.
    public const int MostPoints = 10_000;

    /// <summary>No model's log-odds or points come near it; a score that large is an amount or an id.</summary>
    public const double MostScore = 1e9;

    private readonly double[] _scores;
    private readonly double[] _probabilities;

    /// <param name="points">At least one; scores in range and strictly ascending, probabilities monotone from 0 to 1.</param>
    /// <exception cref="ArgumentException">They are not.</exception>
    public CalibrationTable(IReadOnlyList<CalibrationPoint> points)
    {
        if (points.Count is 0 or > MostPoints) throw new ArgumentException($"A table has 1 to {MostPoints} points, not {points.Count}.", nameof(points));
        if (!points.All(point => point is { Score: >= -MostScore and <= MostScore, Probability: >= 0 and <= 1 }))
            throw new ArgumentException($"A score is a number from -{MostScore} to {MostScore} and a probability one from 0 to 1.", nameof(points));
        _scores = [.. points.Select(point => point.Score)];
        _probabilities = [.. points.Select(point => point.Probability)];
        IsRising = _probabilities[^1] >= _probabilities[0];
        for (int i = 1; i < points.Count; i++)
            if (!InOrder(points[i - 1], points[i])) throw new ArgumentException($"Point {i} breaks the table's order.", nameof(points));
    }

    /// <summary>Whether a higher score is more of the bad event; also true of a table that says the same to every score.</summary>
    public bool IsRising { get; }

    /// <summary>Also true of a table that says the same to every score.</summary>
    public bool IsFalling => _probabilities[^1] <= _probabilities[0];

    public int Count => _scores.Length;

    public CalibrationPoint this[int index] => new(_scores[index], _probabilities[index]);

    /// <param name="score">Not NaN.</param>
    public double ProbabilityAt(double score)
    {
        int place = Array.BinarySearch(_scores, score);
        if (place >= 0) return _probabilities[place];
        int above = ~place;
        if (above == 0) return _probabilities[0];
        if (above == _scores.Length) return _probabilities[^1];
        double from = _probabilities[above - 1], to = _probabilities[above];
        double share = (score - _scores[above - 1]) / (_scores[above] - _scores[above - 1]);
        // Rounding must not leave the step: the table would no longer be monotone.
        return Math.Clamp(from + share * (to - from), Math.Min(from, to), Math.Max(from, to));
    }

    private bool InOrder(CalibrationPoint before, CalibrationPoint after) =>
        before.Score < after.Score && (IsRising ? before.Probability <= after.Probability : before.Probability >= after.Probability);
}
