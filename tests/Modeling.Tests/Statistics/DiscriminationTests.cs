using CreditDecision.Modeling.Formats;
using CreditDecision.Core.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Modeling.Tests.Statistics;

public class DiscriminationTests
{
    // Few distinct scores, so that ties are the rule.
    private static readonly Gen<(double Score, bool IsBad)[]> Samples =
        from scores in Gen.Choose(0, 6).Select(score => score / 2.0).ArrayOf()
        from bads in ArbMap.Default.GeneratorFor<bool>().ArrayOf(scores.Length)
        select scores.Zip(bads).ToArray();

    [Fact]
    public void Auc_is_the_chance_that_a_good_scores_above_a_bad_with_ties_half() => Check((scores, isBad, figures) =>
    {
        double[] pairs = [.. from good in Of(scores, isBad, false) from bad in Of(scores, isBad, true) select good > bad ? 1 : good == bad ? 0.5 : 0];
        return Math.Abs(figures.Auc - pairs.Average()) < 1e-12 && Math.Abs(figures.Gini - (2 * pairs.Average() - 1)) < 1e-12;
    });

    [Fact]
    public void Ks_is_the_largest_distance_of_the_two_distributions() => Check((scores, isBad, figures) =>
    {
        double distance = scores.Max(cut => Math.Abs(
            Of(scores, isBad, true).Average(score => score <= cut ? 1.0 : 0) - Of(scores, isBad, false).Average(score => score <= cut ? 1.0 : 0)));
        return Math.Abs(figures.Ks - distance) < 1e-12;
    });

    [Fact]
    public void A_published_auc_is_met()
    {
        CsvTable table = Repository.SharedTable("data/pd_grades.csv");
        double[] scores = [.. table.Find("predicted_pd")!.Numbers.Select(pd => -pd)];
        bool[] isBad = [.. table.Find("default_flag")!.Numbers.Select(flag => flag == 1)];
        Assert.Equal(Golden.Statistics().GetProperty("meliora").GetProperty("auc").GetDouble(), Discrimination.Of(scores, isBad).Auc, 12);
    }

    [Fact]
    public void One_outcome_alone_and_scores_that_are_no_numbers_are_refused()
    {
        Assert.Contains("Both outcomes", Assert.Throws<ArgumentException>(() => Discrimination.Of([1, 2], [true, true])).Message, StringComparison.Ordinal);
        Assert.Contains("not a number", Assert.Throws<ArgumentException>(() => Discrimination.Of([1, double.NaN], [true, false])).Message, StringComparison.Ordinal);
        Assert.Contains("3 scores but 2", Assert.Throws<ArgumentException>(() => Discrimination.Of([1, 2, 3], [true, false])).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<double> Of(double[] scores, bool[] isBad, bool outcome) => scores.Where((_, i) => isBad[i] == outcome);

    private static void Check(Func<double[], bool[], Discrimination, bool> holds) => Prop.ForAll(Samples.ToArbitrary(), sample =>
    {
        double[] scores = [.. sample.Select(row => row.Score)];
        bool[] isBad = [.. sample.Select(row => row.IsBad)];
        return isBad.Distinct().Count() < 2 || holds(scores, isBad, Discrimination.Of(scores, isBad));
    }).QuickCheckThrowOnFailure();
}
