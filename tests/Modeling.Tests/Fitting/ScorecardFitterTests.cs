using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Fitting;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Modeling.Tests.Fitting;

public class ScorecardFitterTests
{
    private static readonly FitPlan Taiwan = new() { Outcome = "default.payment.next.month", Exclude = ["ID"] };
    private static readonly FitPlan German = new() { Outcome = "creditability", BadValue = "bad", TestShare = 0, Folds = 10 };

    [Fact]
    public void Card_holders_of_taiwan_are_ranked_as_well_as_published_and_not_suspiciously_better()
    {
        FitResult result = Fit(Repository.SharedTable("data/taiwan_credit_card.csv"), Taiwan);
        Assert.Equal(7_500, result.Test!.Discrimination.Rows);
        // Published scorecards reach .763 to .766; more than three points above smells of leakage.
        Assert.InRange(result.Test.Discrimination.Auc, 0.755, 0.796);
        Assert.True(result.Test.Accuracy.Brier < 0.14);
        Assert.True(Math.Abs(result.Train.Discrimination.Auc - result.Test.Discrimination.Auc) < 0.02);
    }

    [Fact]
    public void German_borrowers_are_ranked_as_well_as_published_in_ten_folds()
    {
        FitResult result = Fit(Repository.SharedTable("data/german_credit.csv"), German);
        Assert.Equal(10, result.Folds.Count);
        Assert.InRange(result.Folds.Average(fold => fold.Discrimination.Auc), 0.78, 0.824);
    }

    [Fact]
    public void Points_add_up_to_the_log_odds_of_the_regression()
    {
        CsvTable table = Repository.SharedTable("data/german_credit.csv");
        FitResult result = Fit(table, German with { Folds = 0 });
        for (int row = 0; row < 50; row++)
        {
            double logOdds = result.Regression.Coefficients[0] + result.Characteristics.Sum(item => item.Coefficient * item.Bins.Encode(item.Column.Column, [row])[0]);
            double[] vector = new double[result.Scorecard.Slots.Max() + 1];
            foreach (FittedCharacteristic item in result.Characteristics)
                vector[item.Column.Feature.Slot] = item.Column.Column.IsNumber ? item.Column.Column.Numbers[row] : item.Column.Column.Codes[row];
            // Points are rounded to a hundredth each.
            Assert.Equal(1 / (1 + Math.Exp(-logOdds)), result.Scorecard.ProbabilityOf(result.Scorecard.Score(vector)).Value, 0.002);
        }
    }

    [Fact]
    public void The_same_data_plan_and_seed_give_the_same_bytes_and_another_seed_another_split()
    {
        CsvTable table = Repository.SharedTable("data/german_credit.csv");
        byte[] first = Fit(table, German with { Folds = 0, TestShare = 0.25 }).Document;
        Assert.Equal(first, Fit(table, German with { Folds = 0, TestShare = 0.25 }).Document);
        Assert.NotEqual(first, Fit(table, German with { Folds = 0, TestShare = 0.25, Seed = 2 }).Document);
    }

    [Fact]
    public void Test_rows_leave_no_trace_in_the_scorecard()
    {
        CsvTable table = Repository.SharedTable("data/taiwan_credit_card.csv");
        FitSample sample = Bind(table, Taiwan, out _)!;
        (_, int[] test) = RowSplit.Share(sample.Rows, sample.IsBad, Taiwan.TestShare, Taiwan.Seed);
        Scorecard before = Fit(table, Taiwan).Scorecard;
        foreach (CsvColumn column in table.Columns.Where(column => column.Name != Taiwan.Outcome))
            foreach (int row in test) column.Numbers[row] = 7;
        Scorecard after = Fit(table, Taiwan).Scorecard;
        Assert.Equal(Describe(before), Describe(after));
        Assert.NotEqual(before.Origin.Test, after.Origin.Test);
    }

    [Fact]
    public void Every_mistake_of_a_plan_is_named()
    {
        CsvTable table = Repository.Table("y,a,b\n"u8.ToArray().Concat(Enumerable.Range(0, 200).SelectMany(i => System.Text.Encoding.UTF8.GetBytes($"{i % 3},{i},t{i}\n"))).ToArray(), "x.csv");
        Assert.Null(Bind(table, new FitPlan { Outcome = "z", Exclude = ["nowhere"] }, out IReadOnlyList<DocumentError> errors));
        Assert.Contains(errors, error => error.Message.Contains("there is no column \"z\"; there are y, a, b", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Message.Contains("no column \"nowhere\"", StringComparison.Ordinal));
        Bind(table, new FitPlan { Outcome = "y" }, out errors);
        Assert.Contains("say which value of \"y\" is the bad one, of 0, 1, 2", Assert.Single(errors).Message, StringComparison.Ordinal);
        Bind(table, new FitPlan { Outcome = "y", BadValue = "5" }, out errors);
        Assert.Contains("\"5\" is not enough", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_without_information_gives_no_scorecard_but_a_reason()
    {
        CsvTable table = Repository.Table([.. "y,a\n"u8, .. Enumerable.Range(0, 400).SelectMany(i => System.Text.Encoding.UTF8.GetBytes($"{i % 2},{i / 2 % 5}\n"))], "x.csv");
        var errors = new DocumentErrors();
        FitSample sample = new FitSampleBinder(table, new FitPlan { Outcome = "y" }, errors).Bind(null, null)!;
        Assert.Null(new ScorecardFitter(sample, new Progress<FitProgress>(), errors).Fit());
        Assert.Contains("no column has an information value", Assert.Single(errors.All).Message, StringComparison.Ordinal);
    }

    private static string Describe(Scorecard scorecard) => string.Join('\n', scorecard.Characteristics.SelectMany(item =>
        item.Bins.Select(bin => $"{item.Feature.Name} {item.Fit} {bin.Label} {bin.Points} {bin.Evidence}")));

    private static FitResult Fit(CsvTable table, FitPlan plan)
    {
        FitSample sample = Bind(table, plan, out IReadOnlyList<DocumentError> errors) ?? throw new InvalidOperationException(string.Join("; ", errors));
        var found = new DocumentErrors();
        return new ScorecardFitter(sample, new Progress<FitProgress>(), found).Fit() ?? throw new InvalidOperationException(string.Join("; ", found.All));
    }

    private static FitSample? Bind(CsvTable table, FitPlan plan, out IReadOnlyList<DocumentError> errors)
    {
        var found = new DocumentErrors();
        FitSample? sample = new FitSampleBinder(table, plan, found).Bind(null, null);
        errors = found.All;
        return sample;
    }
}
