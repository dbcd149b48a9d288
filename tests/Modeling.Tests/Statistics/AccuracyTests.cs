using CreditDecision.Core.Statistics;

namespace CreditDecision.Modeling.Tests.Statistics;

public class AccuracyTests
{
    [Fact]
    public void Brier_and_log_loss_follow_their_formulas()
    {
        Accuracy accuracy = Accuracy.Of([0.9, 0.2, 0.5], [true, false, true]);
        Assert.Equal((0.01 + 0.04 + 0.25) / 3, accuracy.Brier, 12);
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.8) + Math.Log(0.5)) / 3, accuracy.LogLoss, 12);
    }

    [Fact]
    public void A_certain_but_wrong_probability_stays_finite() => Assert.True(double.IsFinite(Accuracy.Of([0, 1], [true, false]).LogLoss));

    [Fact]
    public void Nothing_to_measure_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Accuracy.Of([], []));
        Assert.Throws<ArgumentException>(() => Accuracy.Of([0.5], [true, false]));
    }
}
