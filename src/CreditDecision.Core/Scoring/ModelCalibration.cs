using CreditDecision.Core.Documents;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Scoring;

/// <summary>
/// From what a model says to the probability of the bad event, as its card has it. Immutable; the lookup allocates nothing. The
/// probability never falls where the score gets worse.
/// </summary>
public sealed class ModelCalibration
{
    // A probability that was added up in single precision may miss the unit interval by a few 1e-7.
    private const double RoundingOfProbabilities = 1e-6;

    internal ModelCalibration(ScoreMeaning meaning, Calibration line, PointsScale scale, CalibrationTable? table, CalibrationData data) =>
        (Meaning, Line, Scale, Table, Data) = (meaning, line, scale, table, data);

    public ScoreMeaning Meaning { get; }

    public CalibrationMethod Method => Line.Method;

    /// <summary>Slope 1 and intercept 0 unless the method is Platt's.</summary>
    public Calibration Line { get; }

    /// <summary>Only of points; the default elsewhere.</summary>
    public PointsScale Scale { get; }

    /// <summary>Only with <see cref="CalibrationMethod.Isotonic"/>.</summary>
    public CalibrationTable? Table { get; }

    /// <summary>What it was fitted on.</summary>
    public CalibrationData Data { get; }

    /// <summary>The score taken at its word. Not for points.</summary>
    public static ModelCalibration None(ScoreMeaning meaning) => meaning is ScoreMeaning.Unspecified or ScoreMeaning.Points
        ? throw new ArgumentException("The score must mean log-odds or a probability.", nameof(meaning))
        : new ModelCalibration(meaning, new Calibration(CalibrationMethod.None, 1, 0), default, null, default);

    /// <param name="slope">Above 0: a worse score is riskier.</param>
    /// <param name="scale">Of points; the default elsewhere.</param>
    public static ModelCalibration Platt(ScoreMeaning meaning, double slope, double intercept, PointsScale scale, CalibrationData data) =>
        meaning == ScoreMeaning.Unspecified || slope is not (>= Calibration.LeastSlope and <= Calibration.MostSlope) || !(Math.Abs(intercept) <= Calibration.MostIntercept)
            ? throw new ArgumentException($"No line of a meaningful score: slope {slope}, intercept {intercept}.")
            : new ModelCalibration(meaning, new Calibration(CalibrationMethod.Platt, slope, intercept), scale, null, data);

    /// <exception cref="ArgumentException">The table runs against the meaning.</exception>
    public static ModelCalibration Isotonic(ScoreMeaning meaning, CalibrationTable table, CalibrationData data) =>
        meaning == ScoreMeaning.Unspecified || !(meaning.RisesWithRisk() ? table.IsRising : table.IsFalling)
            ? throw new ArgumentException("A worse score must not be less risky.", nameof(table))
            : new ModelCalibration(meaning, new Calibration(CalibrationMethod.Isotonic, 1, 0), default, table, data);

    /// <summary>
    /// Reads a card's block: <c>method: none | platt | isotonic | points_to_odds, slope, intercept, base_points, base_odds, pdo,
    /// table: [{ score, probability }], data, data_sha256</c>. Slope and intercept belong to platt; the points scale to points, unless
    /// they have a table; the table to isotonic, ascending by score, in the score's own unit, its probabilities those of the bad event
    /// and monotone the way that the meaning says. Data and its hash are required of platt and isotonic, which were fitted on something.
    /// </summary>
    /// <param name="meaning">The card's word for the score; <see cref="ScoreMeaning.Unspecified"/> when that was a mistake already reported.</param>
    /// <returns>Of no use when the document's errors hold anything.</returns>
    public static ModelCalibration Read(DocumentObject item, ScoreMeaning meaning) => new ModelCalibrationReader(item, meaning).Read();

    /// <summary>Whether a score is a finite number and, where it should be a probability, one up to rounding: whether it may decide.</summary>
    public bool Accepts(double score) =>
        double.IsFinite(score) && (!Meaning.IsProbability() || score is >= -RoundingOfProbabilities and <= 1 + RoundingOfProbabilities);

    /// <summary>
    /// Probability of the bad event. A score that is no number, or no probability where it should be one, gives the certain bad
    /// event, so that it can never approve.
    /// </summary>
    public Probability ProbabilityOf(double score)
    {
        // An infinite margin is a certainty that the line below takes as it is.
        if (double.IsNaN(score) || (Meaning.IsProbability() && !Accepts(score))) return Probability.One;
        if (Meaning.IsProbability()) score = Math.Clamp(score, 0, 1);
        if (Table is not null) return Probability.Of(Table.ProbabilityAt(score));
        return Method == CalibrationMethod.None && Meaning.IsProbability()
            ? Probability.Of(Meaning == ScoreMeaning.ProbabilityOfBad ? score : 1 - score)
            : Line.ProbabilityAt(Meaning.LogOddsOfBad(score, Scale));
    }
}

/// <summary>The sample that a calibration was fitted on.</summary>
/// <param name="Sha256">Of its bytes, lower-case hexadecimal.</param>
public readonly record struct CalibrationData(string Name, string Sha256);
