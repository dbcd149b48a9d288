using CreditDecision.Core.Tests.Values;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Lending;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Lending;

/// <summary>A borrower's question and the policy that answers it.</summary>
public sealed record LimitCase(LimitQuestion Question, LimitPolicy Policy)
{
    public LimitResult Answer() => LimitCalculator.Calculate(Question, Policy);
}

internal static class LimitCases
{
    public static readonly GradeScale Scale = new([new("A", Probability.Of(0.02)), new("B", Probability.Of(0.1)), new("C", Probability.One)]);

    public static readonly Grade A = Scale.Of(Probability.Of(0.01));

    public static readonly Grade B = Scale.Of(Probability.Of(0.05));

    public static readonly Grade C = Scale.Of(Probability.Of(0.5));

    /// <summary>¥1,000 to ¥200,000 over 3 to 36 months. A: ¥200,000, half the income, two years' income in debt. B: less of each. C: nothing.</summary>
    public static readonly LimitPolicy Policy = new()
    {
        MinAmount = Money.FromYuan(1_000),
        MaxAmount = Money.FromYuan(200_000),
        MinTenorMonths = 3,
        MaxTenorMonths = 36,
        LivingCost = Money.FromYuan(2_000),
        Grades =
        [
            Terms(200_000, 5_000, 20_000),
            Terms(80_000, 4_000, 10_000),
            GradeLimit.NotEligible,
        ],
    };

    /// <summary>¥10,000 a month, ¥1,000 of it owed, ¥20,000 of debt; asks for ¥200,000 over a year with the whole cap free.</summary>
    public static readonly LimitQuestion Question = new()
    {
        Requested = Money.FromYuan(200_000),
        TenorMonths = 12,
        Method = RepaymentMethod.EqualInstallment,
        MonthlyIncome = Money.FromYuan(10_000),
        MonthlyDebtService = Money.FromYuan(1_000),
        OutstandingDebt = Money.FromYuan(20_000),
        Grade = A,
        CapHeadroom = Money.FromYuan(200_000),
        StressRate = new BasisPoints(2_400),
    };

    private static readonly Gen<LimitQuestion> SomeQuestion =
        from requested in Draw.Long(1, 30_000_000)
        from income in Draw.Long(0, 5_000_000)
        from service in Draw.Long(0, 1_000_000)
        from debt in Draw.Long(0, 30_000_000)
        from headroom in Draw.Long(-1_000_000, 20_000_000)
        from tenor in Gen.Choose(1, 40)
        from rate in Gen.Choose(0, 3_600)
        from method in Gen.Elements(Loans.Methods)
        from fees in Gen.OneOf(Gen.Constant(FeePlan.None), Loans.SomeFees)
        from grade in Gen.Elements(A, A, B, C, default)
        select new LimitQuestion
        {
            Requested = Money.FromFen(requested),
            MonthlyIncome = Money.FromFen(income),
            MonthlyDebtService = Money.FromFen(service),
            OutstandingDebt = Money.FromFen(debt),
            CapHeadroom = Money.FromFen(headroom),
            TenorMonths = tenor,
            StressRate = new BasisPoints(rate),
            Method = method,
            Fees = fees,
            Grade = grade,
        };

    private static readonly Gen<LimitPolicy> SomePolicy =
        from step in Gen.Elements(1_000, 10_000, 12_345)
        from most in Draw.Long(100_000, 20_000_000)
        from gradeMost in Draw.Long(0, 20_000_000)
        from share in Gen.Choose(0, 10_000)
        from multiple in Gen.Choose(0, 30_000)
        from living in Draw.Long(0, 500_000)
        select Policy with
        {
            Step = Money.FromFen(step),
            MaxAmount = Money.FromFen(most),
            LivingCost = Money.FromFen(living),
            Grades = [Policy.Grades[0] with { MaxLimit = Money.FromFen(gradeMost), MaxDebtServiceToIncome = new BasisPoints(share), MaxDebtToAnnualIncome = new BasisPoints(multiple) }, .. Policy.Grades[1..]],
        };

    public static readonly Arbitrary<LimitCase> Any =
        (from question in SomeQuestion from policy in SomePolicy select new LimitCase(question, policy)).ToArbitrary();

    /// <summary>The largest instalment that the rounded schedule of a principal holds, measured as the rule says.</summary>
    public static Money LargestPayment(LimitQuestion question, Money principal)
    {
        RepaymentMethod method = question.Method == RepaymentMethod.EqualPrincipal ? question.Method : RepaymentMethod.EqualInstallment;
        return RepaymentSchedule.Create(principal, question.TenorMonths, question.StressRate, method, question.Fees ?? FeePlan.None).LargestPayment;
    }

    private static GradeLimit Terms(long yuan, int debtServiceBps, int debtBps) => new()
    {
        Eligible = true,
        MaxLimit = Money.FromYuan(yuan),
        MaxDebtServiceToIncome = new BasisPoints(debtServiceBps),
        MaxDebtToAnnualIncome = new BasisPoints(debtBps),
    };
}
