using System.Text;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Fitting;
using CreditDecision.Modeling.Formats;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Modeling.Tests.Fitting;

public class CalibrationFitterTests
{
    private static readonly PointsScale Scale = new(600, 20, 40);
    private static readonly CalibrationData Data = new("study \"2019\": of \\ all", new string('a', 64));

    [Fact]
    public void An_isotonic_table_never_falls_and_keeps_the_mean() => Prop.ForAll<int>(seed =>
    {
        CalibrationSample sample = Random(seed, 400, ScoreMeaning.LogOddsOfBad);
        foreach (IsotonicOptions options in (IsotonicOptions[])[new(10_000, 0), new(10_000, 5), new(8, 1), new(4, 0)])
        {
            CalibrationTable table = IsotonicFitter.Fit(sample, options).Calibration!.Table!;
            Assert.InRange(table.Count, 2, options.MostPoints);
            Assert.All(Enumerable.Range(1, table.Count - 1), i => Assert.True(table[i].Score > table[i - 1].Score && table[i].Probability >= table[i - 1].Probability));
            Assert.Equal(sample.IsBad.Average(bad => bad ? 1 : 0), sample.Scores.Average(table.ProbabilityAt), 1e-12);
        }
    }).QuickCheckThrowOnFailure();

    // In large samples the rounding of the loss is more than the last steps gain; the search must end there all the same.
    [Fact]
    public void Platts_line_is_found_in_large_samples_too()
    {
        for (int seed = 1; seed <= 30; seed++)
        {
            var chance = new StableRandom(seed);
            double[] scores = [.. Enumerable.Range(0, 20_000).Select(_ => -3 + 1.5 * chance.NextNormal())];
            bool[] isBad = [.. scores.Select(score => chance.NextChance(1 / (1 + Math.Exp(0.3 - 0.9 * score))))];
            CalibrationFit fit = PlattFitter.Fit(new CalibrationSample(scores, isBad, ScoreMeaning.LogOddsOfBad, default, Data));
            Assert.Equal(CalibrationOutcome.Fitted, fit.Outcome);
            Assert.Equal(isBad.Average(bad => bad ? 1.0 : 0), scores.Average(score => fit.Calibration!.ProbabilityOf(score).Value), 1e-4);
        }
    }

    [Fact]
    public void An_isotonic_table_has_the_least_squared_error_of_all_that_never_fall()
    {
        // Rates 0, 1/2, 1/3, 1 of rows 2, 2, 3, 1: the middle two pool to 2/5.
        CalibrationSample sample = Sample([1, 1, 2, 2, 3, 3, 3, 4], [false, false, true, false, true, false, false, true]);
        CalibrationTable table = IsotonicFitter.Fit(sample, new IsotonicOptions(100, 0)).Calibration!.Table!;
        Assert.Equal([new(1, 0), new(2, 0.4), new(3, 0.4), new(4, 1)], Points(table));
        // With a good and a bad in each, the first goes with the next and the last with that before it.
        Assert.Equal(CalibrationOutcome.NoSlope, IsotonicFitter.Fit(sample, IsotonicOptions.Default).Outcome);
    }

    [Fact]
    public void Steps_without_both_outcomes_are_merged()
    {
        CalibrationSample sample = Sample([1, 2, 2, 2, 3, 3, 4], [false, true, false, false, true, false, true]);
        Assert.Equal([new(1, 0.25), new(2, 0.25), new(3, 2.0 / 3), new(4, 2.0 / 3)], Points(IsotonicFitter.Fit(sample, IsotonicOptions.Default).Calibration!.Table!));
    }

    [Fact]
    public void The_merging_that_costs_least_comes_first()
    {
        // Rates 0, 1/4, 2/7, 3/4, 1 of 4, 4, 7, 4, 4 rows: to three steps, the second and third go first, then the last two.
        IReadOnlyList<(int Rows, int Bads)> groups = [(4, 0), (4, 1), (7, 2), (4, 3), (4, 4)];
        CalibrationSample sample = Sample(
            [.. groups.SelectMany((group, i) => Enumerable.Repeat((double)i, group.Rows))],
            [.. groups.SelectMany(group => Enumerable.Range(0, group.Rows).Select(row => row < group.Bads))]);
        Assert.Equal(
            [new(0, 0), new(1, 3.0 / 11), new(2, 3.0 / 11), new(3, 7.0 / 8), new(4, 7.0 / 8)],
            Points(IsotonicFitter.Fit(sample, new IsotonicOptions(6, 0)).Calibration!.Table!));
    }

    [Theory]
    [InlineData(ScoreMeaning.LogOddsOfBad)]
    [InlineData(ScoreMeaning.ProbabilityOfBad)]
    [InlineData(ScoreMeaning.ProbabilityOfGood)]
    [InlineData(ScoreMeaning.Points)]
    public void The_order_of_rows_does_not_matter_and_the_block_reads_back(ScoreMeaning meaning)
    {
        CalibrationSample sample = Random(5, 500, meaning);
        int[] order = [.. Enumerable.Range(0, 500).OrderBy(row => row * 7919 % 500)];
        CalibrationSample shuffled = sample with { Scores = [.. order.Select(row => sample.Scores[row])], IsBad = [.. order.Select(row => sample.IsBad[row])] };
        foreach (Func<CalibrationSample, CalibrationFit> fit in (Func<CalibrationSample, CalibrationFit>[])[PlattFitter.Fit, rows => IsotonicFitter.Fit(rows, IsotonicOptions.Default)])
        {
            ModelCalibration calibration = fit(sample).Calibration!;
            string block = CalibrationWriter.Write(calibration);
            Assert.Equal(block, CalibrationWriter.Write(fit(shuffled).Calibration!));
            ModelCalibration read = ReadBack(block, meaning);
            Assert.Equal(Data, read.Data);
            Assert.All(sample.Scores, score => Assert.Equal(calibration.ProbabilityOf(score).Value, read.ProbabilityOf(score).Value, 1e-8));
        }
    }

    [Fact]
    public void Every_meaning_of_one_sample_gets_one_probability()
    {
        CalibrationSample logOdds = Random(3, 500, ScoreMeaning.LogOddsOfBad);
        foreach (ScoreMeaning meaning in (ScoreMeaning[])[ScoreMeaning.ProbabilityOfBad, ScoreMeaning.ProbabilityOfGood, ScoreMeaning.Points])
        {
            CalibrationSample other = Random(3, 500, meaning);
            AssertSame(PlattFitter.Fit(logOdds), PlattFitter.Fit(other), 1e-7);
            AssertSame(IsotonicFitter.Fit(logOdds, IsotonicOptions.Default), IsotonicFitter.Fit(other, IsotonicOptions.Default), 1e-12);

            void AssertSame(CalibrationFit expected, CalibrationFit actual, double tolerance) => Assert.All(logOdds.Scores.Zip(other.Scores), pair =>
                Assert.Equal(expected.Calibration!.ProbabilityOf(pair.First).Value, actual.Calibration!.ProbabilityOf(pair.Second).Value, tolerance));
        }
    }

    [Fact]
    public void A_true_score_keeps_its_word() =>
        // 20,000 rows whose outcomes came up by the score's own odds: the line is no line but rounding of the sample.
        Assert.Equal((1, 0), (Math.Round(Line(0).Slope, 1), Math.Round(Line(0).Intercept, 1) + 0.0));

    [Fact]
    public void A_shifted_score_is_put_right() => Assert.Equal((1, -2), (Math.Round(Line(2).Slope, 1), Math.Round(Line(2).Intercept, 1)));

    [Fact]
    public void A_score_that_cannot_be_calibrated_is_named()
    {
        CalibrationSample sound = Random(1, 200, ScoreMeaning.ProbabilityOfBad);
        AssertBoth(CalibrationOutcome.OneOutcomeOnly, sound with { IsBad = [.. sound.IsBad.Select(_ => false)] });
        AssertBoth(CalibrationOutcome.OneOutcomeOnly, sound with { Scores = [], IsBad = [] });
        AssertBoth(CalibrationOutcome.ImpossibleScore, sound with { Scores = [double.NaN, .. sound.Scores.Skip(1)] });
        AssertBoth(CalibrationOutcome.ImpossibleScore, sound with { Scores = [1.5, .. sound.Scores.Skip(1)] });
        AssertBoth(CalibrationOutcome.NoSlope, sound with { Scores = [.. sound.Scores.Select(_ => 0.25)] });
        AssertBoth(CalibrationOutcome.NoSlope, Sample([1, 1, 2, 2], [true, true, false, false]));
        Assert.Equal(CalibrationOutcome.ScoreWithoutLogOdds, PlattFitter.Fit(sound with { Scores = [1, .. sound.Scores.Skip(1)] }).Outcome);
        Assert.Equal(CalibrationOutcome.LineOutOfRange, PlattFitter.Fit(sound with { Scores = [.. sound.Scores.Select(score => 0.5 + score / 1e6)] }).Outcome);
        Assert.Throws<ArgumentException>(() => PlattFitter.Fit(sound with { Scores = [0.5] }));
        Assert.Throws<ArgumentException>(() => PlattFitter.Fit(sound with { Meaning = ScoreMeaning.Points }));
        Assert.Throws<ArgumentException>(() => IsotonicFitter.Fit(sound, new IsotonicOptions(3, 0)));
    }

    [Fact]
    public void Outcomes_that_the_score_parts_still_get_a_finite_line()
    {
        ModelCalibration calibration = PlattFitter.Fit(Sample([-3, -2, -1, 1, 2, 3], [false, false, false, true, true, true])).Calibration!;
        Assert.InRange(calibration.ProbabilityOf(3).Value, 0.75, 0.999);
        Assert.InRange(calibration.ProbabilityOf(-3).Value, 0.001, 0.25);
    }

    private static void AssertBoth(CalibrationOutcome expected, CalibrationSample sample)
    {
        Assert.Equal(expected, PlattFitter.Fit(sample).Outcome);
        Assert.Equal(expected, IsotonicFitter.Fit(sample, IsotonicOptions.Default).Outcome);
    }

    private static Calibration Line(double shift)
    {
        CalibrationSample sample = Random(11, 20_000, ScoreMeaning.LogOddsOfBad);
        return PlattFitter.Fit(sample with { Scores = [.. sample.Scores.Select(score => score + shift)] }).Calibration!.Line;
    }

    private static CalibrationPoint[] Points(CalibrationTable table) => [.. Enumerable.Range(0, table.Count).Select(i => table[i])];

    private static CalibrationSample Sample(double[] scores, bool[] isBad) => new(scores, isBad, ScoreMeaning.LogOddsOfBad, default, Data);

    /// <summary>Scores that tell the true log-odds, in one of their meanings; every second one is rounded so that many are equal.</summary>
    private static CalibrationSample Random(int seed, int rows, ScoreMeaning meaning)
    {
        var random = new Random(seed);
        double[] logOdds = [.. Enumerable.Range(0, rows).Select(row => Math.Round(random.NextDouble() * 6 - 4, row % 2 == 0 ? 1 : 6))];
        bool[] isBad = [.. logOdds.Select(z => random.NextDouble() < 1 / (1 + Math.Exp(-z)))];
        double Score(double z) => meaning switch
        {
            ScoreMeaning.ProbabilityOfBad => 1 / (1 + Math.Exp(-z)),
            ScoreMeaning.ProbabilityOfGood => 1 / (1 + Math.Exp(z)),
            ScoreMeaning.Points => Scale.PointsAt(z),
            _ => z,
        };
        return new CalibrationSample([.. logOdds.Select(Score)], isBad, meaning, meaning == ScoreMeaning.Points ? Scale : default, Data);
    }

    private static ModelCalibration ReadBack(string block, ScoreMeaning meaning)
    {
        var errors = new DocumentErrors();
        LoadedDocument document = YamlDocuments.Read(Encoding.UTF8.GetBytes(block), "card.yaml", errors)!;
        ModelCalibration calibration = ModelCalibration.Read(DocumentObject.Root(document.Element, errors).Child("calibration"), meaning);
        Assert.Empty(errors.All);
        return calibration;
    }
}
