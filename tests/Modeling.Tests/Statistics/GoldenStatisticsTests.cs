using System.Text.Json;
using CreditDecision.Core.Statistics;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Modeling.Tests.Statistics;

/// <summary>Published figures, from outside the project.</summary>
[Trait("Article", "A38")]
[Trait("Article", "A40")]
public sealed class GoldenStatisticsTests
{
    private static readonly Lazy<JsonElement> Golden = new(() => JsonDocument.Parse(Repository.Shared("conformance/statistics/golden.json")).RootElement);

    [Fact]
    public void Calibration_of_each_grade_and_of_all_together()
    {
        JsonElement published = Golden.Value.GetProperty("pd_calibration_by_grade");
        var grades = new List<GradeOutcome>();
        foreach (JsonElement row in published.GetProperty("rows").EnumerateArray())
        {
            var grade = new GradeOutcome(row.GetProperty("n").GetInt64(), row.GetProperty("d").GetInt64(), row.GetProperty("pd").GetDouble());
            grades.Add(grade);
            // The PDs are printed with seven digits.
            var calibration = GradeCalibration.Of(grade);
            Assert.Equal(row.GetProperty("binomial").GetDouble(), calibration.Binomial, 1e-6);
            Assert.Equal(row.GetProperty("jeffreys").GetDouble(), calibration.Jeffreys, 1e-6);
            Assert.Equal(row.GetProperty("zscore").GetDouble(), calibration.Z, 1e-6);
        }
        var all = HosmerLemeshow.Of(grades);
        Assert.Equal(6, all.Degrees);
        Assert.Equal(published.GetProperty("hosmer_lemeshow").GetProperty("stat").GetDouble(), all.Statistic, 1e-5);
        Assert.Equal(published.GetProperty("hosmer_lemeshow").GetProperty("p").GetDouble(), all.P, 1e-6);
    }

    [Fact]
    public void Graded_loans_one_by_one()
    {
        JsonElement published = Golden.Value.GetProperty("meliora");
        CsvTable table = Repository.SharedTable("data/pd_grades.csv");
        CsvColumn grade = table.Find("ratings")!, pd = table.Find("predicted_pd")!, bad = table.Find("default_flag")!;
        // Summed up as monitoring does it: approved on one day, in default the next or never.
        var rates = new DefaultRates(12, new DateOnly(2026, 1, 1));
        var day = new DateOnly(2024, 5, 17);
        for (int i = 0; i < table.Rows; i++) rates.Add(new LoanOutcome(day, grade.TextAt(i)!, pd.Numbers[i], bad.Numbers[i] == 1 ? day.AddDays(1) : null));
        // By their sizes: the letters of two grades are exchanged where the figures were published.
        DefaultRate[] grades = [.. rates.ByGrade().OrderBy(rate => rate.Loans)];
        JsonElement[] expected = [.. published.GetProperty("grades").EnumerateObject().Select(each => each.Value).OrderBy(each => each.GetProperty("n").GetInt64())];
        foreach ((JsonElement each, DefaultRate rate) in expected.Zip(grades))
        {
            Assert.Equal((each.GetProperty("n").GetInt64(), each.GetProperty("d").GetInt64()), (rate.Loans, rate.Defaults));
            Assert.Equal(each.GetProperty("pd").GetDouble(), rate.MeanPd, 1e-6);
        }
        GradeCalibration[] tests = [.. grades.Select(rate => GradeCalibration.Of(rate.Outcome!.Value))];
        static double[] Sorted(IEnumerable<double> values) => [.. values.Order()];
        double[] PublishedOf(string name) => Sorted(published.GetProperty(name).EnumerateArray().Select(each => each.GetDouble()));
        foreach ((double figure, double actual) in PublishedOf("jeffreys").Zip(Sorted(tests.Select(test => test.Jeffreys)))) Assert.Equal(figure, actual, 1e-5);
        foreach ((double figure, double actual) in PublishedOf("binomial").Zip(Sorted(tests.Select(test => test.Binomial)))) Assert.Equal(figure, actual, 1e-5);
        Assert.Equal(published.GetProperty("herfindahl").GetDouble(), Concentration.Of([.. grades.Select(rate => (double)rate.Loans)]).Index, 1e-9);
        bool[] isBad = [.. bad.Numbers.Select(flag => flag == 1)];
        Assert.Equal(published.GetProperty("auc").GetDouble(), Discrimination.Of([.. pd.Numbers.Select(each => -each)], isBad).Auc, 1e-12);
    }

    [Fact]
    public void Information_values_of_raw_categories()
    {
        JsonElement published = Golden.Value.GetProperty("german_iv_checking_status");
        CsvTable table = Repository.SharedTable("data/german_credit.csv");
        CsvColumn outcome = table.Find("creditability")!;
        double Of(string column)
        {
            CsvColumn values = table.Find(column)!;
            return WeightOfEvidence.InformationValue(Enumerable.Range(0, table.Rows).GroupBy(i => values.TextAt(i))
                .Select(group => ((long)group.Count(i => outcome.TextAt(i) == "good"), (long)group.Count(i => outcome.TextAt(i) == "bad"))));
        }
        JsonElement others = published.GetProperty("others");
        Assert.Equal(published.GetProperty("iv").GetDouble(), Of("status_of_existing_checking_account"), 1e-9);
        Assert.Equal(others.GetProperty("credit_history").GetDouble(), Of("credit_history"), 1e-9);
        Assert.Equal(others.GetProperty("savings").GetDouble(), Of("savings_account_and_bonds"), 1e-9);
        Assert.Equal(others.GetProperty("property").GetDouble(), Of("property"), 1e-9);
        Assert.Equal(others.GetProperty("housing").GetDouble(), Of("housing"), 1e-9);
    }

    [Fact]
    public void Stability_of_a_score()
    {
        JsonElement published = Golden.Value.GetProperty("psi_heloc_score");
        long[] Counts(string name) => [.. published.GetProperty(name).EnumerateArray().Select(each => each.GetInt64())];
        Assert.Equal(published.GetProperty("psi_full").GetDouble(), PopulationStability.OfCounts(Counts("expected"), Counts("actual")), 1e-12);
    }

    [Theory]
    [InlineData("LOAN", 0.039, 0.128)]
    [InlineData("MORTDUE", 0.027, 0.104)]
    [InlineData("VALUE", 0.041, 0.145)]
    [InlineData("YOJ", 0.013, 0.050)]
    [InlineData("DEBTINC", 0, 0)]
    [InlineData("CLAGE", 0, 0)]
    public void Drift_of_features_comes_in_the_third_quarter_where_it_was_put(string feature, double second, double third)
    {
        double[] Of(int quarter) => Repository.SharedTable($"data/hmeq_quarter{quarter}.csv").Find(feature)!.Numbers;
        double[] baseline = Of(1);
        Assert.Equal(second, PopulationStability.OfValues(baseline, Of(2)), 0.0006);
        double index = PopulationStability.OfValues(baseline, Of(3));
        Assert.Equal(third, index, 0.0006);
        // Ten groups and the missing ones; far beyond chance with so many rows.
        Assert.Equal(third > 0, index > StabilityBound.Of(baseline.Length, baseline.Length, 11, 0.999));
    }
}
