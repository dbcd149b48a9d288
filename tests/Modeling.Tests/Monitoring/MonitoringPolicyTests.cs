using CreditDecision.Core.Monitoring;

namespace CreditDecision.Modeling.Tests.Monitoring;

[Trait("Article", "A40")]
public sealed class MonitoringPolicyTests
{
    [Fact]
    public void The_policy_that_ships_warns_at_a_tenth_and_breaches_at_a_quarter()
    {
        Assert.Equal(new Levels(0.10, 0.25), Policies.Standard.Stability);
        Assert.Equal((MonitoringLevel.Warn, 0.10), Policies.Standard.Stability.OfRise(0.10));
        Assert.Equal((MonitoringLevel.Breach, 0.25), Policies.Standard.Stability.OfRise(0.25));
        Assert.Equal(default, Policies.Standard.Stability.OfRise(0.0999));
        Assert.Equal(default, Policies.Standard.Stability.OfRise(double.NaN));
        Assert.Equal((MonitoringLevel.Breach, 0.01), Policies.Standard.Defaults.Probability.OfFall(0.0099));
        Assert.Equal(default, Policies.Standard.Defaults.Probability.OfFall(0.05));
    }

    [Fact]
    public void Every_mistake_is_told_at_once()
    {
        string broken = Policies.Text.Replace("warn: 0.10\n  breach: 0.25", "warn: 0.3\n  breach: 0.25").Replace("confidence: 0.99 ", "confidence: 2 ")
            .Replace("least_loans: 100", "least_loan: 100").Replace("window_months: 12", "window_months: 0").Replace("warn: 0.05                        #", "warn: 0.001 #");
        Assert.Null(Policies.Read(broken, out IReadOnlyList<string> mistakes));
        string[] expected = ["stability.warn", "stability.confidence", "defaults.least_loans", "defaults.least_loan", "defaults.window_months", "defaults.warn"];
        Assert.Equal(expected.Order(), mistakes.Select(mistake => mistake.Split(':')[0]).Order());
    }
}
