using CreditDecision.Core.Tests.Values;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Lending;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Lending;

/// <summary>The terms of a loan, as the properties draw them.</summary>
public sealed record Loan(long Fen, int Months, int Bps, RepaymentMethod Method, FeePlan Fees)
{
    public RepaymentSchedule Schedule() => RepaymentSchedule.Create(Money.FromFen(Fen), Months, new BasisPoints(Bps), Method, Fees);
}

internal static class Loans
{
    public static readonly RepaymentMethod[] Methods =
        [RepaymentMethod.EqualInstallment, RepaymentMethod.EqualPrincipal, RepaymentMethod.InterestFirst, RepaymentMethod.Bullet];

    public static readonly RepaymentMethod[] MonthlyMethods = Methods[..3];

    public static readonly Gen<FeePlan> SomeFees =
        from upfront in Gen.Choose(0, 500)
        from upfrontFixed in Gen.Choose(0, 10_000)
        from monthly in Gen.Choose(0, 100)
        from monthlyFixed in Gen.Choose(0, 1_000)
        select new FeePlan
        {
            UpfrontShare = new BasisPoints(upfront),
            UpfrontFixed = Money.FromFen(upfrontFixed),
            MonthlyShare = new BasisPoints(monthly),
            MonthlyFixed = Money.FromFen(monthlyFixed),
        };

    private static readonly Gen<int> Tenor = Gen.OneOf(Gen.Choose(1, 36), Gen.Choose(1, 360));

    private static readonly Gen<int> Rate = Gen.OneOf(Gen.Constant(0), Gen.Choose(1, 3_600), Gen.Choose(0, 100_000));

    /// <summary>Everything that a schedule must bear: from one fen up, free of interest, at absurd rates.</summary>
    public static readonly Arbitrary<Loan> Any = Terms(
        Gen.OneOf(Draw.Long(1, 1_000), Draw.Long(1, 20_000_000), Draw.Long(1, 10_000_000_000)), Rate, Methods, SomeFees).ToArbitrary();

    /// <summary>Loans such as banks make: ¥1,000 to ¥1,000,000 at up to 36 %.</summary>
    public static Gen<Loan> Ordinary(RepaymentMethod[] methods, Gen<FeePlan> fees) =>
        Terms(Draw.Long(100_000, 100_000_000), Gen.Choose(0, 3_600), methods, fees);

    /// <summary>Enough cases to meet the corners; a case takes microseconds.</summary>
    public static void Holds(Property property) => property.Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static Gen<Loan> Terms(Gen<long> principal, Gen<int> rate, RepaymentMethod[] methods, Gen<FeePlan> fees) =>
        from fen in principal
        from months in Tenor
        from bps in rate
        from method in Gen.Elements(methods)
        from plan in fees
        select new Loan(fen, months, bps, method, plan);
}
