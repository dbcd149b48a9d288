using CreditDecision.Core.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Modeling.Tests.Statistics;

[Trait("Article", "A40")]
public sealed class DefaultRateTests
{
    private static readonly DateOnly AsOf = new(2026, 6, 30);

    private static readonly Gen<LoanOutcome> Loans =
        from day in Gen.Choose(0, 1_200)
        from grade in Gen.Elements("A", "B", "C")
        from pd in Gen.Choose(0, 100)
        from defaulted in Gen.Choose(-600, 700)
        select new LoanOutcome(AsOf.AddDays(-day), grade, pd == 0 ? null : pd / 101.0, defaulted < 0 ? null : AsOf.AddDays(-day).AddDays(defaulted));

    [Fact]
    public void A_loan_counts_once_its_window_has_ended_and_its_default_only_within_it()
    {
        var rates = new DefaultRates(12, AsOf);
        DateOnly ripe = new(2025, 6, 30);
        rates.Add(new LoanOutcome(ripe, "A", 0.02, null));
        rates.Add(new LoanOutcome(ripe, "A", 0.04, ripe.AddMonths(12)));
        rates.Add(new LoanOutcome(ripe, "A", null, ripe.AddMonths(12).AddDays(1)));
        rates.Add(new LoanOutcome(ripe.AddDays(1), "A", 0.02, ripe.AddDays(2)));
        IReadOnlyList<DefaultRate> found = rates.ByVintageAndGrade();
        Assert.Equal([new DateOnly(2025, 6, 1), new DateOnly(2025, 7, 1)], found.Select(rate => rate.Vintage));
        Assert.Equal((3, 1, 2, 1, 0), (found[0].Loans, found[0].Defaults, found[0].Rated, found[0].RatedDefaults, found[0].Immature));
        Assert.Equal(0.03, found[0].MeanPd, 1e-15);
        Assert.Equal(new GradeOutcome(2, 1, found[0].MeanPd), found[0].Outcome);
        // It defaulted, and still nothing is said of its month.
        Assert.Equal((0, 0, 1), (found[1].Loans, found[1].Defaults, found[1].Immature));
        Assert.Null(found[1].Outcome);
    }

    [Fact]
    public void Parts_in_any_order_come_to_the_same_as_the_whole() => Prop.ForAll(Loans.ArrayOf().ToArbitrary(), loans =>
    {
        DefaultRates whole = Of(loans), parts = Of(loans.Where((_, i) => i % 2 == 1).Reverse());
        parts.Merge(Of(loans.Where((_, i) => i % 2 == 0)));
        static IEnumerable<(DateOnly, string, long, long, long, double)> Figures(IEnumerable<DefaultRate> rates) =>
            rates.Select(rate => (rate.Vintage, rate.Grade, rate.Loans, rate.Defaults, rate.Immature, Math.Round(rate.MeanPd, 12)));
        return Figures(whole.ByVintageAndGrade()).SequenceEqual(Figures(parts.ByVintageAndGrade())) && Figures(whole.ByGrade()).SequenceEqual(Figures(parts.ByGrade()))
            && whole.ByGrade().Sum(rate => rate.Loans + rate.Immature) == loans.Length;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DefaultRates(0, AsOf));
        Assert.Contains("before its approval", Assert.Throws<ArgumentException>(() => Of([new LoanOutcome(AsOf, "A", 0.1, AsOf.AddDays(-1))])).Message);
        Assert.Contains("probability of default 2", Assert.Throws<ArgumentException>(() => Of([new LoanOutcome(AsOf, "A", 2, null)])).Message);
        Assert.Throws<ArgumentException>(() => new DefaultRates(12, AsOf).Merge(new DefaultRates(6, AsOf)));
    }

    private static DefaultRates Of(IEnumerable<LoanOutcome> loans)
    {
        var rates = new DefaultRates(12, AsOf);
        foreach (LoanOutcome loan in loans) rates.Add(loan);
        return rates;
    }
}
