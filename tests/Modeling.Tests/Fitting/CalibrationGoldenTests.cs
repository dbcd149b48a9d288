using System.Text.Json;
using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Fitting;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Modeling.Tests.Fitting;

/// <summary>The cases in CalibrationCases; how they were made is said beside them.</summary>
public class CalibrationGoldenTests
{
    private const string Folder = "tests/Modeling.Tests/Fitting/CalibrationCases/";

    private static readonly JsonElement Expected = JsonDocument.Parse(Repository.Bytes(Folder + "expected.json")).RootElement;

    [Fact]
    public void Platts_line_is_scikit_learns()
    {
        CalibrationFit fit = PlattFitter.Fit(Sample());
        Assert.Equal(CalibrationOutcome.Fitted, fit.Outcome);
        Calibration line = fit.Calibration!.Line;
        Assert.Equal(Expected.GetProperty("slope").GetDouble(), line.Slope, 1e-8);
        Assert.Equal(Expected.GetProperty("intercept").GetDouble(), line.Intercept, 1e-8);
        // What scikit-learn itself answers, as far as it searches.
        Assert.Equal(Expected.GetProperty("sklearn_slope").GetDouble(), line.Slope, 1e-6);
        Assert.Equal(Expected.GetProperty("sklearn_intercept").GetDouble(), line.Intercept, 1e-6);
    }

    [Fact]
    public void The_isotonic_table_is_scikit_learns()
    {
        CalibrationTable table = IsotonicFitter.Fit(Sample(), new IsotonicOptions(CalibrationTable.MostPoints, 0)).Calibration!.Table!;
        CalibrationPoint[] points = [.. Enumerable.Range(0, table.Count).Select(i => table[i])];
        Assert.Equal(Expected.GetProperty("isotonic_score").Numbers(), points.Select(point => point.Score));
        Assert.All(Expected.GetProperty("isotonic_probability").Numbers().Zip(points), pair => Assert.Equal(pair.First, pair.Second.Probability, 1e-12));
        Assert.All(Expected.GetProperty("grid").Numbers().Zip(Expected.GetProperty("isotonic_on_grid").Numbers()),
            pair => Assert.Equal(pair.Second, table.ProbabilityAt(pair.First), 1e-12));
    }

    private static CalibrationSample Sample()
    {
        CsvTable table = Repository.Table(Repository.Bytes(Folder + "sample.csv"), "sample.csv");
        return new CalibrationSample(
            table.Find("score")!.Numbers, [.. table.Find("bad")!.Numbers.Select(bad => bad == 1)], ScoreMeaning.LogOddsOfBad, default,
            new CalibrationData(table.Name, table.Sha256));
    }
}
