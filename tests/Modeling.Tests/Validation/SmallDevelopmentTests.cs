using CreditDecision.Core.Documents;
using CreditDecision.Modeling.Formats;
using CreditDecision.Modeling.Validation;
using CreditDecision.Modeling.Validation.Figures;
using CreditDecision.Modeling.Validation.Policies;

namespace CreditDecision.Modeling.Tests.Validation;

/// <summary>Cases that can be worked out by hand: the PD is debt / 10.</summary>
[Trait("Article", "A38")]
public sealed class SmallDevelopmentTests
{
    // Development 1, 3, 5, 7 with two bads; hold-out 2, 4, 6, 8, of which 4 and 8 are bad.
    private const string Rows = """
        debt,bad,part,town
        1,0,development,x
        3,0,development,y
        5,1,development,x
        7,1,development,
        2,0,hold_out,x
        4,1,hold_out,x
        6,0,hold_out,y
        8,1,hold_out,
        """;

    private static TestSubject Subject => Trial.Linear(("debt", 0.1));

    [Fact]
    public void Figures_of_the_held_out_rows()
    {
        TestReport report = Run(Trial.Policy + "grades: [{ name: A, below: 0.5 }, { name: B, below: 1 }]");

        PlainFigures plain = report.HoldOut.Plain;
        Assert.Equal((4, 2), (plain.Rows, plain.Bads));
        Assert.Equal((0.5, 0.5), (plain.MeanPd, plain.DefaultRate));
        // Only .2 is below the cut-off of .35.
        Assert.Equal(0.25, plain.ApprovalRate);
        // Of the four pairs of a good and a bad, one stands the wrong way round.
        Assert.Equal((0.75, 0.5), (plain.Auc, report.HoldOut.Gini));
        // From the worst: half of the bads and no good.
        Assert.Equal((0.5, 0.8), (plain.Ks, report.HoldOut.KsPd));
        Assert.Equal((0.04 + 0.36 + 0.36 + 0.04) / 4, plain.Brier, 1e-12);
        Assert.Equal(-(Math.Log(0.8) + Math.Log(0.4) + Math.Log(0.4) + Math.Log(0.8)) / 4, plain.LogLoss, 1e-12);
        // Σ (d − n·pd)² / (n·pd·(1 − pd)): (1 − .6)² / .42 + (1 − 1.4)² / .42.
        Assert.Equal(2 * 0.16 / 0.42, report.HoldOut.Calibration.Statistic, 1e-12);
        Assert.Equal([(2L, 1L, 0.3), (2L, 1L, 0.7)], report.HoldOut.Grades.Select(grade => (grade.Loans, grade.Defaults, Math.Round(grade.MeanPd, 12))));
        Assert.Equal((0.5, 0), (report.HoldOut.GradeConcentration.Index, report.HoldOut.GradeConcentration.Normalised));
        Assert.Equal([2.0, 0, 2, 0], report.HoldOut.Tenths.Select(tenth => tenth.Lift));
        Assert.Equal([0.5, 0.5, 1, 1], report.HoldOut.Tenths.Select(tenth => tenth.Gain));
        Assert.Equal([(0.8, 0.5, 0), (0.6, 0.5, 0.5), (0.4, 1, 0.5), (0.2, 1, 1)], report.HoldOut.Curve.Select(point => (Math.Round(point.Pd, 12), point.BadShare, point.GoodShare)));
        Assert.Equal(1, report.Development.Plain.Auc);
    }

    [Fact]
    public void Shocks_change_what_they_name_and_nothing_else()
    {
        TestReport report = Run(Trial.Policy + """
            stress:
              shocks:
                - { name: less, changes: [{ features: [debt], multiply: 0.5 }] }
                - { name: more, changes: [{ features: [debt], add: 2 }] }
                - { name: same, changes: [{ features: [debt], set: 3 }] }
                - { name: gone, changes: [{ features: [debt], missing: true }] }
                - { name: elsewhere, changes: [{ features: [town], missing: true }] }
                - { name: worse, prior_odds: 3 }
            """);

        StressFigures Of(string name) => report.Stress.Single(shock => shock.Shock == name);
        Assert.Equal((0.25, 0.75), (Round(Of("less").Under.MeanPd), Of("less").Under.ApprovalRate));
        Assert.Equal((0.2, -0.25), (Round(Of("more").Change.MeanPd), Of("more").Change.ApprovalRate));
        // Whoever is all alike is ranked by chance.
        Assert.Equal((0.3, 0.5, 0, 1), (Round(Of("same").Under.MeanPd), Of("same").Under.Auc, Of("same").Under.Ks, Of("same").Under.ApprovalRate));
        // A model without an answer approves nobody.
        Assert.Equal((1, 0), (Of("gone").Under.MeanPd, Of("gone").Under.ApprovalRate));
        Assert.Equal(("town", default), (Assert.Single(Of("elsewhere").Unread), Of("elsewhere").Change));
        // Each bad counts three times: 6 of 8, with PDs of .4 and .8.
        PlainFigures worse = Of("worse").Under;
        Assert.Equal((8, 0.75, 0.75), (worse.Rows, worse.DefaultRate, worse.Auc));
        Assert.Equal((0.2 + 0.6 + (3 * 0.4) + (3 * 0.8)) / 8, worse.MeanPd, 1e-12);
        Assert.Equal((0.04 + 0.36 + (3 * 0.36) + (3 * 0.04)) / 8, worse.Brier, 1e-12);
        Assert.Equal(0.75 - 0.55, Of("worse").Change.CalibrationGap, 1e-12);
        Assert.Equal(["odds of the bad event × 3"], Of("worse").Changes);
        Assert.Equal((1, 0.5), (report.Missing[0].Without.MeanPd, report.Missing[0].Change.MeanPd));
    }

    [Fact]
    public void Groups_and_segments_are_told_apart_and_small_ones_are_not_judged()
    {
        const string rows = """
            debt,bad,part,town,year
            1,0,development,x,1
            3,0,development,y,1
            5,1,development,x,1
            7,1,development,y,1
            2,0,hold_out,x,1
            3,0,hold_out,x,2
            4,1,hold_out,x,3
            8,1,hold_out,x,10
            1,0,hold_out,y,10
            6,1,hold_out,y,10
            9,1,hold_out,,10
            """;
        string policy = Trial.Policy.Replace("least_rows: 2", "least_rows: 3") + "fairness: [{ column: town }, { column: debt, cuts: [3, 6] }]";

        TestReport report = Trial.Run(Subject, Trial.Table(rows), new RowChoice { Label = "bad", Part = "part", Segment = "year" }, policy);

        SliceTable town = report.Fairness[0];
        Assert.Equal([("x", 4.0, true), ("y", 2, false), ("missing", 1, false)], town.Slices.Select(slice => (slice.Value, slice.Plain.Rows, slice.IsJudged)));
        Assert.Equal((1, 0.5, 0.425), (town.Slices[0].Plain.Auc, town.Slices[0].Plain.ApprovalRate, Round(town.Slices[0].Plain.MeanPd)));
        Assert.Equal(double.NaN, town.ApprovalRatio);
        Assert.Equal(double.NaN, town.Slices[2].Plain.Auc);
        Assert.Equal(["below 3", "3 … 6", "from 6"], report.Fairness[1].Slices.Select(slice => slice.Value));
        // Numbers stand in their own order, not in that of their digits.
        Assert.Equal(["1", "2", "3", "10"], report.Segments!.Slices.Select(slice => slice.Value));
    }

    [Fact]
    public void A_threshold_that_fails_flips_the_verdict()
    {
        TestReport at = Run(Trial.Policy.Replace("at_least: 0.5", "at_least: 0.75")), above = Run(Trial.Policy.Replace("at_least: 0.5", "at_least: 0.7501"));

        Assert.True(at.Passed);
        Assert.False(above.Passed);
        Assert.Equal(new TestCheck("auc", 0.75, "", "at_least", 0.7501, false), Assert.Single(above.Checks));
    }

    [Fact]
    public void Of_several_values_the_worst_is_judged_and_a_shock_s_own_bound_goes_before_the_common_one()
    {
        TestReport report = Run(Trial.Policy + """
              - { metric: missing_mean_pd_change, at_most: 0.4, at_least: -1 }
              - { metric: group_calibration_gap, at_most: 0.1 }
            fairness: [{ column: town }]
            stress:
              thresholds: [{ metric: mean_pd_change, at_least: -0.1 }]
              shocks:
                - { name: less, changes: [{ features: [debt], multiply: 0.5 }] }
                - { name: least, changes: [{ features: [debt], multiply: 0.1 }], thresholds: [{ metric: mean_pd_change, at_least: -0.5 }] }
            """);

        Assert.Equal(["auc", "missing_mean_pd_change", "missing_mean_pd_change", "group_calibration_gap", "stress.less.mean_pd_change", "stress.least.mean_pd_change"], report.Checks.Select(check => check.Name));
        Assert.Equal([true, true, false, false, false, true], report.Checks.Select(check => check.Passed));
        Assert.Equal((0.5, "debt", "at_most", 0.4), (report.Checks[2].Value, report.Checks[2].At, report.Checks[2].Kind, report.Checks[2].Bound));
        // x holds 2 and 4, a mean PD of .3, and half of it is bad; no other town has both outcomes twice, and x has not either.
        Assert.Equal(double.NaN, report.Checks[3].Value);
    }

    [Fact]
    public void A_small_sample_is_not_blamed_for_what_chance_does()
    {
        TestCheck check = Run(Trial.Policy + "  - { metric: score_psi, at_most: 0.1 }").Checks[1];

        // Of four rows against four, chance alone goes far beyond the usual mark.
        Assert.InRange(check.Value, 0.1, check.Bound);
        Assert.True(check.Passed);
    }

    [Fact]
    public void Everything_that_a_policy_names_but_is_not_there_is_told_at_once()
    {
        TestPolicy policy = Trial.Read(Trial.Policy + """
              - { metric: segment_auc, at_least: 0.5 }
            fairness: [{ column: village }, { column: town, cuts: [1] }]
            stress:
              shocks:
                - { name: a, changes: [{ features: [debt], multiply: 2 }, { features: [debts, bad, dept], add: 2 }] }
                - { name: b, changes: [{ features: [debt], set_text: much }] }
            """);
        var errors = new DocumentErrors();

        Assert.Null(DevelopmentTest.Run(Subject, Trial.Bind(Subject, Trial.Table(Rows), Choice), policy, errors));

        Assert.Equal(
            [
                "fairness[0].column: there is no column \"village\" in rows.csv",
                "fairness[1].column: \"town\" holds text; cuts belong to numbers",
                "stress.shocks[0].changes[1]: there is no feature or column \"debts\"",
                "stress.shocks[0].changes[1]: there is no feature or column \"dept\"",
                "stress.shocks[1].changes[0]: \"debt\" cannot be set to \"much\"; it is a number from -1.7976931348623157E+308 to 1.7976931348623157E+308",
                "thresholds[1]: segment_auc needs a segment column of the data",
            ],
            errors.All.Select(error => error.ToString()));
    }

    [Theory]
    [InlineData("debts", "there is no column \"debt\", which the model reads")]
    [InlineData("debt", "the hold-out part has 2 goods and 1 bads; at least 2 of each are needed")]
    public void Rows_that_cannot_be_tested_on_are_refused(string column, string told)
    {
        var errors = new DocumentErrors();
        CsvTable table = Trial.Table(Rows.Replace("debt", column).Replace("\n8,1,hold_out,", column == "debt" ? "" : "\n8,1,hold_out,"));

        Assert.Null(new LabelledRowsBinder(table, Choice, errors).Bind(Subject));

        Assert.Contains(errors.All, error => error.Message == told);
    }

    private static RowChoice Choice => new() { Label = "bad", Part = "part" };

    private static TestReport Run(string policy) => Trial.Run(Subject, Trial.Table(Rows), Choice, policy);

    private static double Round(double value) => Math.Round(value, 12);
}
