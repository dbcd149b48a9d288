using CreditDecision.Core.Scoring.Programs;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Scoring.Programs;

public class PreparationTests
{
    [Fact]
    public void Rules_that_change_nothing_leave_every_value() =>
        Prop.ForAll<double>(value =>
        {
            var rules = new FieldRules();
            return rules.ChangeNothing && Prepared(rules, value).Equals(value);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Extremes_stay_within_their_bounds_whatever_the_value() =>
        Prop.ForAll<double>(value =>
        {
            var rules = new FieldRules { Outliers = OutlierTreatment.AsExtreme, Low = -1, High = 2 };
            double prepared = Prepared(rules, value);
            return double.IsNaN(value) ? double.IsNaN(prepared) : prepared is >= -1 and <= 2 && (value is < -1 or > 2 || prepared == value);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_replacement_leaves_nothing_missing() =>
        Prop.ForAll<double>(value => !double.IsNaN(Prepared(new FieldRules { MissingReplacement = 3, MissingValues = [0] }, value)))
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 11)]
    [InlineData(2, Frame.UnknownText)]
    [InlineData(-1, Frame.UnknownText)]
    [InlineData(0.5, Frame.UnknownText)]
    [InlineData(1e300, Frame.UnknownText)]
    [InlineData(double.PositiveInfinity, Frame.UnknownText)]
    [InlineData(double.NaN, double.NaN)]
    public void A_category_is_the_programs_text_or_none_that_it_knows(double category, double text) =>
        Assert.Equal(text, Prepared(new FieldRules { Texts = [10, 11] }, category));

    private static double Prepared(FieldRules rules, double value)
    {
        var frame = new Frame([value, 0]);
        new Preparation(0, 1, rules).Run(ref frame);
        Assert.False(frame.Invalid);
        return frame[1];
    }
}
