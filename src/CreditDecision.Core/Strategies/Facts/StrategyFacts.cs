using CreditDecision.Core.Expressions;

namespace CreditDecision.Core.Strategies.Facts;

/// <summary>Every fact there is. Their names are part of the strategy document's language: one is added, none is renamed.</summary>
public static class StrategyFacts
{
    private static readonly List<StrategyFact> Defined = [];

    /// <summary>The moment for which consents, ages and the age of data are judged.</summary>
    public static readonly StrategyFact DecidedAt = Define("decided_at", VariableForm.Moment, Stage.Compliance, "seconds since 1970 UTC", double.PositiveInfinity);

    /// <summary>Consumer credit that the borrower holds at the bank, granted by this service or outside it (A6).</summary>
    public static readonly StrategyFact ConsumerCredit = Number("exposure.consumer_credit_yuan", Stage.Compliance, "yuan", double.PositiveInfinity);

    // What the leading model of each stage said; missing where it had no answer.
    public static readonly StrategyFact IdentityProbability = Probability("identity.probability", Stage.Identity);
    public static readonly StrategyFact FraudProbability = Probability("anti_fraud.probability", Stage.AntiFraud);
    public static readonly StrategyFact AmlProbability = Probability("aml.probability", Stage.AntiMoneyLaundering);

    /// <summary>Of default, within 12 months.</summary>
    public static readonly StrategyFact DefaultProbability = Probability("risk.pd", Stage.Risk);

    /// <summary>By name, over the strategy's own scale.</summary>
    public static readonly StrategyFact Grade = Define("risk.grade", VariableForm.Category, Stage.Risk, "", 0, mayBeMissing: true);

    /// <summary>1 is the best.</summary>
    public static readonly StrategyFact GradeRank = Define("risk.grade_rank", VariableForm.Number, Stage.Risk, "rank", GradeScale.MaxGrades, 1, mayBeMissing: true);

    public static readonly StrategyFact Limit = Number("limit.yuan", Stage.Limit, "yuan", double.PositiveInfinity);

    /// <summary>The limit as a share of the amount asked for.</summary>
    public static readonly StrategyFact RequestedShare = Number("limit.requested_share", Stage.Limit, "share", 1);

    public static readonly StrategyFact NominalRate = Number("price.nominal_rate_bps", Stage.Pricing, "basis points a year", double.PositiveInfinity);
    public static readonly StrategyFact Apr = Number("price.apr_bps", Stage.Pricing, "basis points a year", double.PositiveInfinity);
    public static readonly StrategyFact AllInCost = Number("price.all_in_cost_bps", Stage.Pricing, "basis points a year", double.PositiveInfinity);
    public static readonly StrategyFact LargestPayment = Number("price.largest_payment_yuan", Stage.Pricing, "yuan", double.PositiveInfinity);

    /// <summary>In the order of their slots.</summary>
    public static IReadOnlyList<StrategyFact> All => Defined;

    private static StrategyFact Number(string name, Stage knownFrom, string unit, double most) => Define(name, VariableForm.Number, knownFrom, unit, most);

    private static StrategyFact Probability(string name, Stage knownFrom) =>
        Define(name, VariableForm.Number, knownFrom, "probability", 1, mayBeMissing: true);

    private static StrategyFact Define(
        string name, VariableForm form, Stage knownFrom, string unit, double most, double least = 0, bool mayBeMissing = false)
    {
        var fact = new StrategyFact(name, form, knownFrom, Defined.Count, unit, least, most, mayBeMissing);
        Defined.Add(fact);
        return fact;
    }
}
