namespace CreditDecision.Core.Strategies;

/// <summary>The stages in the order in which they run.</summary>
public enum Stage
{
    Unspecified = 0,
    Compliance = 1,
    Identity = 2,
    AntiFraud = 3,
    AntiMoneyLaundering = 4,
    Risk = 5,
    Limit = 6,
    Pricing = 7,
    Review = 8,
}
