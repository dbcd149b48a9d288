using CreditDecision.Core.Tests.Lending;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Tests.Strategies;

/// <summary>A policy that cannot be is refused with every mistake named by its path.</summary>
public sealed class PolicyCheckTests
{
    private static readonly LimitPolicy Limit = LimitCases.Policy;

    private static readonly PricingPolicy Pricing = new()
    {
        Base = new BasisPoints(250),
        LossGivenDefault = new BasisPoints(6_000),
        OperatingCost = new BasisPoints(180),
        MarginByGrade = [new BasisPoints(300), new BasisPoints(400), new BasisPoints(500)],
        Floor = new BasisPoints(600),
        Ceiling = new BasisPoints(1_800),
        AllInCostCeiling = new BasisPoints(2_400),
        AboveCeiling = AboveCeiling.Decline,
    };

    public static readonly TheoryData<string, Func<LimitPolicy, LimitPolicy>> LimitMistakes = new()
    {
        { "limit.step_yuan", policy => policy with { Step = Money.Zero } },
        { "limit.min_amount_yuan", policy => policy with { MinAmount = Money.Zero } },
        { "limit.max_amount_yuan", policy => policy with { MaxAmount = Money.FromYuan(999) } },
        { "limit.max_amount_yuan", policy => policy with { MaxAmount = LimitPolicy.LargestAmount + Money.FromFen(1) } },
        { "limit.min_tenor_months", policy => policy with { MinTenorMonths = 0 } },
        { "limit.max_tenor_months", policy => policy with { MaxTenorMonths = 2 } },
        { "limit.max_tenor_months", policy => policy with { MaxTenorMonths = 361 } },
        { "limit.living_cost_yuan", policy => policy with { LivingCost = Money.FromFen(-1) } },
        { "limit.by_grade", policy => policy with { Grades = policy.Grades[..2] } },
        { "limit.by_grade", policy => policy with { Grades = default } },
        { "limit.by_grade.B.max_limit_yuan", policy => WithGrade(policy, grade => grade with { MaxLimit = Money.FromFen(-1) }) },
        { "limit.by_grade.B.max_debt_service_to_income_bps", policy => WithGrade(policy, grade => grade with { MaxDebtServiceToIncome = new(10_001) }) },
        { "limit.by_grade.B.max_debt_to_annual_income_bps", policy => WithGrade(policy, grade => grade with { MaxDebtToAnnualIncome = new(-1) }) },
    };

    public static readonly TheoryData<string, Func<PricingPolicy, PricingPolicy>> PricingMistakes = new()
    {
        { "pricing.base_bps", policy => policy with { Base = new(-1) } },
        { "pricing.loss_given_default_bps", policy => policy with { LossGivenDefault = new(10_001) } },
        { "pricing.operating_cost_bps", policy => policy with { OperatingCost = new(-1) } },
        { "pricing.margin_by_grade", policy => policy with { MarginByGrade = policy.MarginByGrade[..2] } },
        { "pricing.margin_by_grade", policy => policy with { MarginByGrade = default } },
        { "pricing.margin_by_grade[2]", policy => policy with { MarginByGrade = policy.MarginByGrade.SetItem(2, new(-1)) } },
        { "pricing.floor_bps", policy => policy with { Ceiling = new(599) } },
        { "pricing.floor_bps", policy => policy with { AllInCostCeiling = new(599) } },
        { "pricing.ceiling_bps", policy => policy with { Ceiling = new(10_001) } },
        { "pricing.all_in_cost_ceiling_bps", policy => policy with { AllInCostCeiling = new(10_001) } },
        { "pricing.above_ceiling", policy => policy with { AboveCeiling = AboveCeiling.Unspecified } },
        { "pricing.fees.upfront_bps", policy => policy with { Fees = new FeePlan { UpfrontShare = new(-1) } } },
        { "pricing.fees.monthly_bps", policy => policy with { Fees = new FeePlan { MonthlyShare = new(10_001) } } },
        { "pricing.fees.upfront_fen", policy => policy with { Fees = new FeePlan { UpfrontFixed = Money.FromFen(-1) } } },
        { "pricing.fees.monthly_fen", policy => policy with { Fees = new FeePlan { MonthlyFixed = Money.FromFen(-1) } } },
    };

    [Fact]
    public void Sound_policies_have_no_mistakes()
    {
        Assert.Empty(PathsOf(Limit));
        Assert.Empty(PathsOf(Pricing));
    }

    [Theory]
    [MemberData(nameof(LimitMistakes), DisableDiscoveryEnumeration = true)]
    public void One_mistake_of_a_limit_policy_is_named_and_nothing_else(string path, Func<LimitPolicy, LimitPolicy> spoil) =>
        Assert.Equal([path], PathsOf(spoil(Limit)));

    [Theory]
    [MemberData(nameof(PricingMistakes), DisableDiscoveryEnumeration = true)]
    public void One_mistake_of_a_pricing_policy_is_named_and_nothing_else(string path, Func<PricingPolicy, PricingPolicy> spoil) =>
        Assert.Equal([path], PathsOf(spoil(Pricing)));

    /// <summary>((1 + i)^n - 1) / i fen: at 24 % that is ¥98.40 after 267 months and ¥100.38 after 268.</summary>
    [Theory]
    [InlineData(2_400, 267, true)]
    [InlineData(2_400, 268, false)]
    [InlineData(490, 360, true)]
    [InlineData(0, 360, true)]
    [InlineData(10_000, 360, false)]
    public void A_tenor_over_which_rounding_would_show_is_refused(int ceiling, int months, bool sound)
    {
        var errors = new DocumentErrors();
        (Pricing with { Ceiling = new(ceiling) }).CheckRounding(Limit with { MaxTenorMonths = months }, errors, "pricing");
        Assert.Equal(sound ? [] : ["pricing.ceiling_bps"], errors.All.Select(error => error.Path));
    }

    [Fact]
    public void The_default_of_a_grades_terms_lends_nothing() => Assert.Equal(GradeLimit.NotEligible, Limit.Of(default));

    private static LimitPolicy WithGrade(LimitPolicy policy, Func<GradeLimit, GradeLimit> change) =>
        policy with { Grades = policy.Grades.SetItem(1, change(policy.Grades[1])) };

    private static IEnumerable<string> PathsOf(LimitPolicy policy)
    {
        var errors = new DocumentErrors();
        policy.Check(LimitCases.Scale, errors, "limit");
        return errors.All.Select(error => error.Path);
    }

    private static IEnumerable<string> PathsOf(PricingPolicy policy)
    {
        var errors = new DocumentErrors();
        policy.Check(LimitCases.Scale, errors, "pricing");
        return errors.All.Select(error => error.Path);
    }
}
