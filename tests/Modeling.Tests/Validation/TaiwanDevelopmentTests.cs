using System.Text;
using CreditDecision.Modeling.Fitting;
using CreditDecision.Modeling.Formats;
using CreditDecision.Modeling.Validation;

namespace CreditDecision.Modeling.Tests.Validation;

/// <summary>The models of the Taiwan card holders under the policy that ships for them.</summary>
[Trait("Article", "A38")]
public sealed class TaiwanDevelopmentTests(ITestOutputHelper output)
{
    private const string Outcome = "default.payment.next.month";

    [Fact]
    public void The_scorecard_ranks_as_published_on_the_rows_that_its_fit_held_out()
    {
        CsvTable table = Repository.SharedTable("data/taiwan_credit_card.csv");
        (TestSubject subject, FitResult fit) = GoldenDevelopmentTests.Fitted(table, new FitPlan { Outcome = Outcome, Exclude = ["ID"] });

        TestReport report = Run(subject, table, new RowChoice { Label = Outcome });

        // Share and seed are those of the fit, so the rows are; the points are rounded, so ranks of scores and of PDs are the same.
        Assert.Equal(7_500, report.HoldOut.Plain.Rows);
        Assert.Equal(fit.Test!.Discrimination.Auc, report.HoldOut.Plain.Auc, 1e-9);
        Assert.Equal(fit.Test.Accuracy.Brier, report.HoldOut.Plain.Brier, 1e-9);
        Assert.InRange(report.HoldOut.Plain.Auc, 0.755, 0.796);
        Assert.Equal(table.Sha256, report.Data.Sha256);
        Assert.Contains(report.Stress, shock => shock.Unread.Count > 0);
        AssertPassed(report);
    }

    [Fact]
    public void The_trees_rank_as_published_on_rows_that_they_have_not_seen()
    {
        TestSubject subject = Trial.Subject(Repository.Shared("conformance/models/xgboost/taiwan.json"), "taiwan.json");
        CsvTable table = Repository.SharedTable("data/taiwan_credit_card.csv");
        // Its thousand unseen rows, by their places in the file; the others hold those that it was trained on.
        HashSet<int> unseen = [.. Repository.SharedTable("conformance/models/xgboost/taiwan_input.csv").Find("row")!.Numbers.Select(row => (int)row)];
        int[] parts = [.. Enumerable.Range(0, table.Rows).Select(row => unseen.Contains(row) ? 1 : 0)];
        table = table with { Columns = [.. table.Columns, new CsvColumn("part", [], parts, ["development", "hold_out"])] };

        TestReport report = Run(subject, table, new RowChoice { Label = Outcome, Part = "part", IsByPosition = true, Exclude = ["ID"] });

        Assert.Equal((1_000, 29_000), (report.HoldOut.Plain.Rows, report.Development.Plain.Rows));
        Assert.Equal(23, report.Features.Count);
        Assert.Equal("LIMIT_BAL", report.Features[0].Feature);
        // .7806 on all rows that were held out when it was trained.
        Assert.InRange(0.7806, report.HoldOut.AucLow, report.HoldOut.AucHigh);
        Assert.InRange(report.HoldOut.Plain.Auc, 0.76, 0.81);
        AssertPassed(report);
    }

    private static TestReport Run(TestSubject subject, CsvTable table, RowChoice choice) =>
        Trial.Run(subject, table, choice, Encoding.UTF8.GetString(Repository.Bytes("models/development-test.policy.yaml")));

    private void AssertPassed(TestReport report)
    {
        foreach (TestCheck check in report.Checks) output.WriteLine(check.ToString());
        Assert.All(report.Checks, check => Assert.True(check.Passed, check.ToString()));
        Assert.True(report.Passed);
    }
}
