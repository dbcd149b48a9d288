using CreditDecision.Core.Documents;

namespace CreditDecision.Core.Strategies;

/// <summary>The parts of a strategy document that are read in several goes: first the models and policies, then the rules that refer to all of them.</summary>
internal sealed record StrategyDocuments(
    DocumentObject Stages,
    DocumentObject? Compliance,
    DocumentObject Identity,
    DocumentObject AntiFraud,
    DocumentObject AntiMoneyLaundering,
    DocumentObject Risk,
    DocumentObject Limit,
    DocumentObject Pricing)
{
    /// <summary>The stages whose documents may hold rules. The review stage has triggers instead.</summary>
    public IEnumerable<(Stage Stage, DocumentObject? Document)> InOrder =>
    [
        (Stage.Compliance, Compliance),
        (Stage.Identity, Identity),
        (Stage.AntiFraud, AntiFraud),
        (Stage.AntiMoneyLaundering, AntiMoneyLaundering),
        (Stage.Risk, Risk),
        (Stage.Limit, Limit),
        (Stage.Pricing, Pricing),
    ];

    public static StrategyDocuments Open(DocumentObject strategy)
    {
        DocumentObject stages = strategy.Child("stages");
        return new StrategyDocuments(
            stages,
            stages.OptionalChild("compliance"),
            stages.Child("identity"),
            stages.Child("anti_fraud"),
            stages.Child("anti_money_laundering"),
            stages.Child("risk"),
            strategy.Child("limit"),
            strategy.Child("pricing"));
    }

    /// <summary>Reports every key that nobody asked for.</summary>
    public void Close()
    {
        foreach ((_, DocumentObject? document) in InOrder) document?.Close();
        Stages.Close();
    }
}
