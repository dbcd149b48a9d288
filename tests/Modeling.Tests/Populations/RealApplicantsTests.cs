using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Formats;
using CreditDecision.Core.Statistics;

namespace CreditDecision.Modeling.Tests.Populations;

/// <summary>The reference risk scorecard knows only made-up people; here it meets 30,000 real ones.</summary>
public class RealApplicantsTests
{
    private static readonly string[] Status = ["PAY_0", "PAY_2", "PAY_3", "PAY_4", "PAY_5", "PAY_6"];

    // The grades of the reference strategy: a grade ends below the probability.
    private static readonly double[] GradeBounds = [0.01, 0.02, 0.04, 0.08, 0.16, 0.30];

    [Fact]
    public void Defaults_rise_from_grade_to_grade_and_over_score_deciles()
    {
        CsvTable table = Repository.SharedTable("data/taiwan_credit_card.csv");
        Scorecard scorecard = Repository.Scorecard("risk");
        double[] scores = [.. Enumerable.Range(0, table.Rows).Select(row => scorecard.Score(Vector(table, row)))];
        bool[] isBad = [.. table.Find("default.payment.next.month")!.Numbers.Select(value => value == 1)];

        Discrimination figures = Discrimination.Of(scores, isBad);
        TestContext.Current.TestOutputHelper!.WriteLine($"AUC {figures.Auc:F4}, KS {figures.Ks:F4}");
        Assert.True(figures.Auc >= 0.72, $"AUC {figures.Auc}");

        double[] deciles = [.. scores.Zip(isBad).OrderByDescending(pair => pair.First).Chunk(table.Rows / 10).Select(Rate)];
        TestContext.Current.TestOutputHelper.WriteLine($"deciles {string.Join(" ", deciles.Select(rate => $"{rate:P1}"))}");
        Assert.Equal(deciles.Order(), deciles);

        var grades = scores.Zip(isBad).GroupBy(pair => GradeOf(scorecard.ProbabilityOf(pair.First).Value)).OrderBy(grade => grade.Key).ToList();
        foreach (var grade in grades) TestContext.Current.TestOutputHelper.WriteLine($"grade {grade.Key + 1}: {grade.Count()} rows, default rate {Rate(grade):P2}");
        Assert.Equal(GradeBounds.Length + 1, grades.Count);
        Assert.All(grades, grade => Assert.True(grade.Count() >= 500, $"grade {grade.Key} holds {grade.Count()}"));
        for (int i = 1; i < grades.Count; i++) Assert.True(Rate(grades[i]) > Rate(grades[i - 1]), $"grade {i} does not rise");
    }

    private static double Rate(IEnumerable<(double Score, bool IsBad)> rows) => rows.Average(row => row.IsBad ? 1.0 : 0);

    private static int GradeOf(double probability) => GradeBounds.Count(bound => probability >= bound);

    private static double[] Vector(CsvTable table, int row)
    {
        double Number(string column) => table.Find(column)!.Numbers[row];
        double[] late = [.. Status.Select(column => Math.Max(0, Number(column)))];
        double[] billed = [.. Enumerable.Range(1, 6).Select(month => Number($"BILL_AMT{month}"))];
        double paid = Enumerable.Range(1, 5).Sum(month => Number($"PAY_AMT{month}"));
        double limit = Number("LIMIT_BAL");
        double[] vector = new double[Repository.Catalog.Features.Count];
        Array.Fill(vector, double.NaN);
        Set(vector, "months_past_due_now", late[0]);
        Set(vector, "max_months_past_due_6m", late.Max());
        Set(vector, "past_due_count_6m", late.Count(months => months > 0));
        Set(vector, "card_utilisation", Math.Clamp(billed[0] / limit, 0, 1.5));
        Set(vector, "card_utilisation_mean_6m", Math.Clamp(billed.Average() / limit, 0, 1.5));
        // What is paid in a month is paid on the bill of the month before.
        double billedBefore = billed.Skip(1).Sum();
        if (billedBefore != 0) Set(vector, "card_payment_ratio_6m", Math.Clamp(paid / billedBefore, 0, 2));
        Set(vector, "card_limit_yuan", limit * YuanPerTaiwanDollar);
        if (Number("EDUCATION") is 1 or 2 or 3 or 4) Set(vector, "education", Category("education", Number("EDUCATION") switch { 1 => "graduate", 2 => "university", 3 => "high_school", _ => "other" }));
        SetAssumed(vector, limit * YuanPerTaiwanDollar, billed[0] * YuanPerTaiwanDollar);
        Set(vector, "age", Number("AGE"));
        return vector;
    }

    /// <summary>What the file does not say, as the shipped mapping assumes it: the card's limit is asked for and is 3.6 months of income.</summary>
    private static void SetAssumed(double[] vector, double limitYuan, double billedYuan)
    {
        double amount = Math.Clamp(Math.Round(limitYuan / 100) * 100, 1_000, 200_000);
        double income = Math.Clamp(Math.Round(limitYuan / 3.6 / 100) * 100, 3_000, 60_000);
        double debt = Math.Max(0, billedYuan);
        Set(vector, "monthly_income_yuan", income);
        Set(vector, "amount_to_monthly_income", amount / income);
        Set(vector, "debt_service_to_income", 0.05 * debt / income);
        Set(vector, "debt_to_annual_income", debt / income / 12);
    }

    private const double YuanPerTaiwanDollar = 0.22;

    private static void Set(double[] vector, string feature, double value)
    {
        Assert.True(Repository.Catalog.TryFind(feature, out var definition));
        vector[definition.Slot] = value;
    }

    private static double Category(string feature, string value)
    {
        Assert.True(Repository.Catalog.TryFind(feature, out var definition));
        int index = definition.CategoryIndex(value);
        Assert.True(index >= 0);
        return index;
    }
}
