using System.Globalization;
using System.Text;
using System.Text.Json;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Statistics;
using CreditDecision.Modeling.Fitting;
using CreditDecision.Modeling.Formats;
using CreditDecision.Modeling.Validation;
using CreditDecision.Modeling.Validation.Figures;

namespace CreditDecision.Modeling.Tests.Validation;

/// <summary>A whole test against published figures, from outside the project.</summary>
[Trait("Article", "A38")]
public sealed class GoldenDevelopmentTests
{
    [Fact]
    public void Calibration_of_each_grade_and_of_all_together()
    {
        JsonElement published = Golden.Statistics().GetProperty("pd_calibration_by_grade");
        JsonElement[] grades = [.. published.GetProperty("rows").EnumerateArray().OrderBy(row => row.GetProperty("pd").GetDouble())];
        var csv = new StringBuilder("pd,bad\n");
        foreach (JsonElement grade in grades)
        {
            for (int i = 0; i < grade.GetProperty("n").GetInt32(); i++)
                csv.Append(CultureInfo.InvariantCulture, $"{grade.GetProperty("pd").GetDouble():R},{(i < grade.GetProperty("d").GetInt32() ? 1 : 0)}\n");
        }
        string bounds = string.Concat(grades.Select((grade, i) => string.Create(
            CultureInfo.InvariantCulture, $"  - {{ name: G{i}, below: {(i == grades.Length - 1 ? 1 : grade.GetProperty("pd").GetDouble() + 0.01)} }}\n")));

        TestReport report = Trial.Run(Trial.Linear(("pd", 1)), Trial.Twice(Trial.Table(csv.ToString())), Trial.Policy + $"grades:\n{bounds}");

        foreach ((JsonElement expected, GradeFigures found) in grades.Zip(report.HoldOut.Grades))
        {
            Assert.Equal((expected.GetProperty("n").GetInt64(), expected.GetProperty("d").GetInt64()), (found.Loans, found.Defaults));
            Assert.Equal(expected.GetProperty("binomial").GetDouble(), found.Binomial, 1e-6);
            Assert.Equal(expected.GetProperty("jeffreys").GetDouble(), found.Jeffreys, 1e-6);
            Assert.Equal(expected.GetProperty("zscore").GetDouble(), found.Z, 1e-6);
        }
        Assert.Equal(6, report.HoldOut.Calibration.Degrees);
        Assert.Equal(published.GetProperty("hosmer_lemeshow").GetProperty("stat").GetDouble(), report.HoldOut.Calibration.Statistic, 1e-5);
        Assert.Equal(published.GetProperty("hosmer_lemeshow").GetProperty("p").GetDouble(), report.HoldOut.Calibration.P, 1e-6);
        Assert.Equal((1, 0), (report.GradeStability.Order, report.GradeStability.Reversals));
    }

    [Fact]
    public void Ranks_of_graded_loans()
    {
        CsvTable table = Repository.SharedTable("data/pd_grades.csv");
        var choice = new RowChoice { Label = "default_flag", Part = "part" };

        TestReport report = Trial.Run(Trial.Linear(("predicted_pd", 1)), Trial.Twice(table), choice, Trial.Policy);

        Assert.Equal(Golden.Statistics().GetProperty("meliora").GetProperty("auc").GetDouble(), report.HoldOut.Plain.Auc, 1e-12);
        double[] pd = table.Find("predicted_pd")!.Numbers;
        bool[] isBad = [.. table.Find("default_flag")!.Numbers.Select(flag => flag == 1)];
        var uncertainty = AucUncertainty.Of([.. pd.Select(each => -each)], isBad);
        Assert.Equal(uncertainty.StandardError, report.HoldOut.AucStandardError, 1e-12);
        Assert.Equal(uncertainty.Interval(0.95).Low, report.HoldOut.AucLow, 1e-12);
        Assert.Equal(Accuracy.Of(pd, isBad).Brier, report.HoldOut.Plain.Brier, 1e-12);
        Assert.Equal(Accuracy.Of(pd, isBad).LogLoss, report.HoldOut.Plain.LogLoss, 1e-12);
        Assert.Equal(0, report.ScorePsi.Index, 1e-12);
    }

    [Fact]
    public void Information_values_of_raw_categories()
    {
        JsonElement published = Golden.Statistics().GetProperty("german_iv_checking_status");
        CsvTable table = Repository.SharedTable("data/german_credit.csv");
        (TestSubject subject, _) = Fitted(table, new FitPlan { Outcome = "creditability", BadValue = "bad" });

        TestReport report = Trial.Run(subject, Trial.Twice(table), new RowChoice { Label = "creditability", BadValue = "bad", Part = "part" }, Trial.Policy);

        FeatureFigures Of(string feature) => report.Features.Single(each => each.Feature == feature);
        Assert.Equal(published.GetProperty("iv").GetDouble(), Of("status_of_existing_checking_account").InformationValue, 1e-9);
        Assert.Equal(published.GetProperty("others").GetProperty("credit_history").GetDouble(), Of("credit_history").HoldOutInformationValue, 1e-9);
        Assert.Equal(published.GetProperty("others").GetProperty("savings").GetDouble(), Of("savings_account_and_bonds").InformationValue, 1e-9);
        Assert.All(report.Features, feature => Assert.Equal(0, feature.Csi.Index, 1e-12));
    }

    [Theory]
    [InlineData(2, 0.039, 0.027, 0.041, 0.013)]
    [InlineData(3, 0.128, 0.104, 0.145, 0.050)]
    public void Drift_between_quarters_is_found_where_it_was_put(int quarter, double loan, double mortgage, double value, double years)
    {
        CsvTable first = Repository.SharedTable("data/hmeq_quarter1.csv"), later = Repository.SharedTable($"data/hmeq_quarter{quarter}.csv");
        string[] features = ["LOAN", "MORTDUE", "VALUE", "YOJ", "DEBTINC", "CLAGE"];
        TestSubject subject = Trial.Linear([.. features.Select(feature => (feature, 1e-7))]);
        CsvColumn[] columns = [.. features.Select(name => new CsvColumn(name, [.. first.Find(name)!.Numbers, .. later.Find(name)!.Numbers], [], []))];
        double[] Bads(CsvTable table) => [.. Enumerable.Range(0, table.Rows).Select(row => table.Find("Default")!.TextAt(row) == "Yes" ? 1.0 : 0)];
        int[] parts = [.. Enumerable.Repeat(0, first.Rows), .. Enumerable.Repeat(1, later.Rows)];
        var table = new CsvTable("both.csv", first.Sha256, parts.Length, [.. columns, new CsvColumn("bad", [.. Bads(first), .. Bads(later)], [], []), new CsvColumn("part", [], parts, ["development", "hold_out"])]);

        TestReport report = Trial.Run(subject, table, Trial.Policy.Replace("thresholds:", "thresholds:\n  - { metric: feature_csi, at_most: 0.1 }"));

        double[] expected = [loan, mortgage, value, years, 0, 0];
        foreach ((double published, FeatureFigures found) in expected.Zip(report.Features)) Assert.Equal(published, found.Csi.Index, 0.0006);
        TestCheck check = report.Checks.Single(each => each.Name == "feature_csi");
        Assert.Equal((quarter == 2, "VALUE"), (check.Passed, check.At));
        // Enough rows that chance is far below the usual mark.
        Assert.Equal(0.1, check.Bound);
    }

    [Fact]
    public void A_published_logistic_regression_of_small_business_loans_and_the_recession_it_knows()
    {
        JsonElement published = Golden.Statistics().GetProperty("sba_logit"), coefficients = published.GetProperty("coef");
        double Of(string name) => coefficients.GetProperty(name).GetDouble();
        TestSubject subject = Trial.Logistic(Of("const"), ("RealEstate", Of("RealEstate")), ("Portion", Of("Portion")), ("Recession", Of("Recession")));
        string policy = Trial.Policy + """
            grades: [{ name: below, below: 0.5 }, { name: above, below: 1 }]
            stress:
              shocks:
                - { name: recession_flag, changes: [{ features: [Recession], set: 1 }] }
                - { name: none, changes: [{ features: [Recession], set: 0 }] }
            """;
        var choice = new RowChoice { Label = "Default", Part = "Selected", HoldOutValue = "0", Segment = "Recession" };

        TestReport report = Trial.Run(subject, Repository.SharedTable("data/sba_loans.csv"), choice, policy);

        // Published: 338 of the 1,051 test loans lie on the wrong side of a half.
        GradeFigures below = report.HoldOut.Grades[0], above = report.HoldOut.Grades[1];
        Assert.Equal("338/1051", published.GetProperty("test_misclass_at_0.5").GetString()!.Split(' ')[0]);
        Assert.Equal((1_051, 338), (report.HoldOut.Plain.Rows, below.Defaults + above.Loans - above.Defaults));
        // At its maximum, a likelihood with an intercept predicts as many defaults as there were; the coefficients are printed with four decimals.
        Assert.Equal(report.Development.Plain.DefaultRate, report.Development.Plain.MeanPd, 1e-4);
        Assert.Equal(-published.GetProperty("llf").GetDouble() / 1_051, report.Development.Plain.LogLoss, 1e-4);
        // Whoever the flag was set for already stays where he was.
        double without = report.Segments!.Slices[0].Plain.Rows;
        Assert.True(report.Stress[0].Change.MeanPd > 0.05 * without / 1_051);
        Assert.True(report.Stress[1].Change.MeanPd < 0);
        Assert.True(report.Stress[0].Change.ApprovalRate <= 0 && report.Stress[1].Change.ApprovalRate >= 0);
    }

    internal static (TestSubject Subject, FitResult Fit) Fitted(CsvTable table, FitPlan plan)
    {
        var errors = new DocumentErrors();
        FitSample sample = new FitSampleBinder(table, plan, errors).Bind(null, null)!;
        FitResult? fit = new ScorecardFitter(sample, new Progress<FitProgress>(), errors).Fit();
        Assert.Empty(errors.All);
        return (TestSubject.Of(fit!.Scorecard, sample.Catalog), fit);
    }
}
