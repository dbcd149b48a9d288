using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Values;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Scoring;

public class CalibrationTests
{
    private const string Data = "\"data\": \"study\", \"data_sha256\": \"" + ScoringContent.Sha256 + "\"";
    private const string Table = "{ \"method\": \"isotonic\", \"table\": [{ \"score\": -2, \"probability\": 0.1 }, { \"score\": 0, \"probability\": 0.2 }, { \"score\": 2, \"probability\": 0.6 }], " + Data + " }";
    private const string Line = "{ \"method\": \"platt\", \"slope\": 2, \"intercept\": 1, " + Data + " }";
    private const string Scaled = "{ \"method\": \"points_to_odds\", \"base_points\": 600, \"base_odds\": 20, \"pdo\": 40 }";

    [Theory]
    [InlineData("{ \"method\": \"none\" }", ScoreMeaning.ProbabilityOfBad, 0.125, 0.125)]
    [InlineData("{ \"method\": \"none\" }", ScoreMeaning.ProbabilityOfGood, 0.125, 0.875)]
    [InlineData("{ \"method\": \"none\" }", ScoreMeaning.LogOddsOfBad, 0, 0.5)]
    [InlineData("{ \"method\": \"none\" }", ScoreMeaning.LogOddsOfBad, -1.0986122886681098, 0.25)]
    [InlineData(Line, ScoreMeaning.LogOddsOfBad, -0.5, 0.5)]
    [InlineData(Line, ScoreMeaning.LogOddsOfBad, 0, 0.7310585786300049)]
    // Odds of 1 : 3 squared and times e, as slope and intercept say.
    [InlineData(Line, ScoreMeaning.ProbabilityOfBad, 0.25, 0.23196931668407395)]
    [InlineData(Line, ScoreMeaning.ProbabilityOfGood, 0.75, 0.23196931668407395)]
    [InlineData(Line, ScoreMeaning.ProbabilityOfBad, 0, 0)]
    [InlineData(Line, ScoreMeaning.ProbabilityOfBad, 1, 1)]
    [InlineData(Line, ScoreMeaning.ProbabilityOfGood, 0, 1)]
    [InlineData(Scaled, ScoreMeaning.Points, 600, 1.0 / 21)]
    [InlineData(Scaled, ScoreMeaning.Points, 560, 1.0 / 11)]
    [InlineData(Table, ScoreMeaning.LogOddsOfBad, -2, 0.1)]
    [InlineData(Table, ScoreMeaning.LogOddsOfBad, -1, 0.15)]
    [InlineData(Table, ScoreMeaning.LogOddsOfBad, 1.5, 0.5)]
    [InlineData(Table, ScoreMeaning.LogOddsOfBad, double.NegativeInfinity, 0.1)]
    [InlineData(Table, ScoreMeaning.LogOddsOfBad, 1e300, 0.6)]
    public void A_score_is_worth_what_its_block_says(string block, ScoreMeaning meaning, double score, double probability) =>
        Assert.Equal(probability, Read(block, meaning).ProbabilityOf(score).Value, 1e-15);

    [Fact]
    public void Platt_on_points_goes_through_their_scale()
    {
        ModelCalibration calibration = Read(Line.Replace("\"slope\"", "\"base_points\": 600, \"base_odds\": 20, \"pdo\": 40, \"slope\""), ScoreMeaning.Points);
        Assert.Equal(new Calibration(CalibrationMethod.Platt, 2, 1).ProbabilityAt(-Math.Log(20)).Value, calibration.ProbabilityOf(600).Value, 1e-15);
    }

    [Fact]
    public void A_table_of_points_falls()
    {
        string block = "{ \"method\": \"isotonic\", \"table\": [{ \"score\": 500, \"probability\": 0.5 }, { \"score\": 600, \"probability\": 0.1 }], " + Data + " }";
        ModelCalibration calibration = Read(block, ScoreMeaning.Points);
        Assert.Equal((0.5, 0.3, 0.1), (calibration.ProbabilityOf(0).Value, calibration.ProbabilityOf(550).Value, calibration.ProbabilityOf(700).Value));
        Assert.Equal(new CalibrationData("study", ScoringContent.Sha256), calibration.Data);
    }

    [Theory]
    [InlineData(ScoreMeaning.LogOddsOfBad, double.NaN)]
    [InlineData(ScoreMeaning.ProbabilityOfBad, double.NaN)]
    [InlineData(ScoreMeaning.ProbabilityOfBad, -0.01)]
    [InlineData(ScoreMeaning.ProbabilityOfGood, 1.01)]
    [InlineData(ScoreMeaning.ProbabilityOfGood, double.PositiveInfinity)]
    public void What_is_no_score_is_the_certain_bad_event(ScoreMeaning meaning, double score)
    {
        Assert.Equal(Probability.One, ModelCalibration.None(meaning).ProbabilityOf(score));
        Assert.Equal(Probability.One, Read(Line, meaning).ProbabilityOf(score));
    }

    [Fact]
    public void Rounding_beyond_the_unit_interval_is_forgiven()
    {
        Assert.Equal(0, ModelCalibration.None(ScoreMeaning.ProbabilityOfBad).ProbabilityOf(-1e-7).Value);
        Assert.Equal(0, ModelCalibration.None(ScoreMeaning.ProbabilityOfGood).ProbabilityOf(1.0000001).Value);
    }

    [Fact]
    public void No_worse_score_is_ever_safer() => Prop.ForAll<NormalFloat, NormalFloat, int>((a, b, kind) =>
    {
        (double low, double high) = (Math.Min(a.Get, b.Get), Math.Max(a.Get, b.Get));
        ModelCalibration calibration = Read((kind & 3) switch { 0 => Table, 1 => Line, _ => "{ \"method\": \"none\" }" }, ScoreMeaning.LogOddsOfBad);
        return calibration.ProbabilityOf(low) <= calibration.ProbabilityOf(high);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("\"isotonic\"", "\"magic\"", "method", "must be one of")]
    [InlineData("\"isotonic\"", "\"points_to_odds\"", "method", "must not be points_to_odds: the score means log_odds_of_bad")]
    [InlineData("\"isotonic\"", "\"isotonic\", \"slope\": 1", "slope", "is not known here")]
    [InlineData("\"score\": 0,", "\"score\": -2,", "table[1].score", "must be above -2, the score before it, is -2")]
    [InlineData("\"score\": 0,", "\"score\": -5,", "table[1].score", "must be above -2")]
    [InlineData("\"score\": 0,", "\"score\": 1e10,", "table[1].score", "must be between")]
    [InlineData("\"score\": 0,", "\"score\": \"NaN\",", "table[1].score", "must be a number")]
    [InlineData("0.2", "0.7", "table[2].probability", "must be at least 0.7, the probability before it, is 0.6")]
    [InlineData("0.6", "1.6", "table[2].probability", "must be between 0 and 1")]
    [InlineData("\"probability\": 0.6", "\"p\": 0.6", "table[2].p", "is not known here")]
    [InlineData("\"table\"", "\"tables\"", "table", "is missing")]
    [InlineData(ScoringContent.Sha256, "FF", "data_sha256", "must be 64 lower-case")]
    [InlineData("\"data\": \"study\", ", "", "data", "is missing")]
    public void A_mistake_is_named_with_its_path(string sound, string broken, string path, string message)
    {
        Assert.Contains(sound, Table, StringComparison.Ordinal);
        AssertRefused(Table.Replace(sound, broken), ScoreMeaning.LogOddsOfBad, path, message);
    }

    [Theory]
    [InlineData("{ \"method\": \"none\" }", ScoreMeaning.Points, "method", "points say nothing of probability")]
    [InlineData("{ \"method\": \"points_to_odds\", \"base_points\": 600, \"pdo\": 40 }", ScoreMeaning.Points, "base_odds", "is missing")]
    [InlineData("{ \"method\": \"platt\", \"slope\": 0, \"intercept\": 1 }", ScoreMeaning.LogOddsOfBad, "slope", "must be between 0.01 and 100")]
    [InlineData("{ \"method\": \"platt\", \"slope\": 1, \"intercept\": -101 }", ScoreMeaning.LogOddsOfBad, "intercept", "must be between")]
    [InlineData(Line, ScoreMeaning.Points, "pdo", "is missing")]
    [InlineData(Table, ScoreMeaning.Points, "table[1].probability", "must be at most 0.1, the probability before it, is 0.2: the score means points")]
    [InlineData(Table, ScoreMeaning.ProbabilityOfGood, "table[0].score", "must be between 0 and 1")]
    [InlineData("{ \"method\": \"isotonic\", \"table\": [{ \"score\": 1, \"probability\": 0.1 }] }", ScoreMeaning.LogOddsOfBad, "table", "must have at least 2 points, has 1")]
    public void A_block_must_suit_what_the_score_means(string block, ScoreMeaning meaning, string path, string message) =>
        AssertRefused(block, meaning, path, message);

    [Fact]
    public void A_table_of_more_points_than_the_bound_is_refused()
    {
        string points = string.Join(", ", Enumerable.Range(0, CalibrationTable.MostPoints + 1).Select(i => $"{{ \"score\": {i}, \"probability\": 0.5 }}"));
        AssertRefused($"{{ \"method\": \"isotonic\", \"table\": [{points}] }}", ScoreMeaning.LogOddsOfBad, "table", "must have at most 10000 items, has 10001");
    }

    [Fact]
    public void A_lookup_allocates_nothing()
    {
        ModelCalibration[] calibrations = [Read(Table, ScoreMeaning.LogOddsOfBad), Read(Line, ScoreMeaning.ProbabilityOfBad), Read(Scaled, ScoreMeaning.Points)];
        double sum = 0, score = 0;
        foreach (ModelCalibration calibration in calibrations)
            Assert.Equal(0, Allocation.Least(() => sum += calibration.ProbabilityOf(score = (score + 0.001) % 1).Value));
        Assert.True(sum > 0);
    }

    private static ModelCalibration Read(string block, ScoreMeaning meaning)
    {
        DocumentObject document = ScoringContent.Document(block);
        ModelCalibration calibration = ModelCalibration.Read(document, meaning);
        Assert.Empty(document.Errors.All);
        return calibration;
    }

    private static void AssertRefused(string block, ScoreMeaning meaning, string path, string message)
    {
        DocumentObject document = ScoringContent.Document(block);
        ModelCalibration.Read(document, meaning);
        Assert.Contains(document.Errors.All, error => error.Path == path && error.Message.Contains(message, StringComparison.Ordinal));
    }
}
