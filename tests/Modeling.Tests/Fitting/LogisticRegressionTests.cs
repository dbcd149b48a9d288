using System.Text.Json;
using CreditDecision.Modeling.Fitting;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Modeling.Tests.Fitting;

public class LogisticRegressionTests
{
    [Fact]
    public void A_published_regression_is_met_in_coefficients_errors_and_likelihood()
    {
        JsonElement golden = Golden.Statistics().GetProperty("sba_logit");
        CsvTable table = Repository.SharedTable("data/sba_loans.csv");
        int[] rows = [.. Enumerable.Range(0, table.Rows).Where(row => table.Find("Selected")!.Numbers[row] == 1)];
        double[] Column(string name) => [.. rows.Select(row => table.Find(name)!.Numbers[row])];
        bool[] isBad = [.. Column("Default").Select(value => value == 1)];

        LogisticFit fit = LogisticRegression.Fit([Column("RealEstate"), Column("Portion"), Column("Recession")], isBad);

        Assert.Equal(LogisticOutcome.Converged, fit.Outcome);
        Assert.Equal(1_051, rows.Length);
        double[] coefficients = [.. golden.GetProperty("coef").EnumerateObject().Select(item => item.Value.GetDouble())];
        Assert.All(coefficients.Zip(fit.Coefficients), pair => Assert.Equal(pair.First, pair.Second, 0.00006));
        Assert.All(golden.GetProperty("se").Numbers().Zip(fit.StandardErrors), pair => Assert.Equal(pair.First, pair.Second, 0.00006));
        Assert.Equal(golden.GetProperty("llf").GetDouble(), fit.LogLikelihood, 0.006);
    }

    [Fact]
    public void The_score_equations_hold_at_the_maximum_whatever_the_units()
    {
        (double[][] columns, bool[] isBad) = Sample(2_000);
        // The same column in units a million times smaller changes nothing but its coefficient.
        columns = [columns[0], [.. columns[1].Select(value => value * 1e6)]];
        LogisticFit fit = LogisticRegression.Fit(columns, isBad);
        Assert.Equal(LogisticOutcome.Converged, fit.Outcome);
        double[] residuals = [.. isBad.Select((bad, i) => (bad ? 1 : 0) - 1 / (1 + Math.Exp(-(fit.Coefficients[0] + fit.Coefficients[1] * columns[0][i] + fit.Coefficients[2] * columns[1][i]))))];
        Assert.Equal(0, residuals.Sum(), 1e-5);
        Assert.Equal(0, residuals.Select((residual, i) => residual * columns[0][i]).Sum(), 1e-5);
        Assert.Equal(0, residuals.Select((residual, i) => residual * columns[1][i] / 1e6).Sum(), 1e-5);
    }

    [Fact]
    public void Perfect_separation_falls_back_to_ridge_and_says_so()
    {
        double[] column = [.. Enumerable.Range(0, 100).Select(i => (double)i)];
        LogisticFit fit = LogisticRegression.Fit([column], [.. column.Select(value => value >= 50)]);
        Assert.Equal(LogisticOutcome.ConvergedWithRidge, fit.Outcome);
        Assert.True(fit.Ridge > 0);
        Assert.All(fit.Coefficients, coefficient => Assert.True(double.IsFinite(coefficient)));
        Assert.True(fit.Coefficients[1] > 0);
    }

    [Fact]
    public void The_same_column_twice_falls_back_to_ridge_and_shares_the_effect()
    {
        (double[][] columns, bool[] isBad) = Sample(500);
        LogisticFit fit = LogisticRegression.Fit([columns[0], columns[0]], isBad);
        Assert.Equal(LogisticOutcome.ConvergedWithRidge, fit.Outcome);
        Assert.Equal(fit.Coefficients[1], fit.Coefficients[2], 1e-6);
    }

    [Fact]
    public void What_cannot_be_fitted_is_refused_by_name()
    {
        Assert.Equal(LogisticOutcome.OneOutcomeOnly, LogisticRegression.Fit([[1, 2, 3]], [true, true, true]).Outcome);
        Assert.Equal(LogisticOutcome.TooFewRows, LogisticRegression.Fit([[1, 2]], [true, false]).Outcome);
        Assert.False(LogisticRegression.Fit([[1, 2]], [true, false]).IsUsable);
    }

    private static (double[][] Columns, bool[] IsBad) Sample(int rows)
    {
        var random = new StableRandom(11);
        double[][] columns = [new double[rows], new double[rows]];
        bool[] isBad = new bool[rows];
        for (int i = 0; i < rows; i++)
        {
            (columns[0][i], columns[1][i]) = (random.NextNormal(), random.NextNormal());
            isBad[i] = random.NextChance(1 / (1 + Math.Exp(1 - columns[0][i] + 0.5 * columns[1][i])));
        }
        return (columns, isBad);
    }
}
