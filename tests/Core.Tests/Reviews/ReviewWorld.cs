using CreditDecision.Core.Applications;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Reviews;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Tests.Reviews;

/// <summary>One case, and people who work on it.</summary>
internal sealed class ReviewWorld
{
    public static readonly DateTimeOffset Referred = new(2026, 11, 27, 1, 0, 0, TimeSpan.Zero);
    public static readonly ReviewPolicy Policy = new(TimeSpan.FromHours(24), TimeSpan.FromMinutes(30), Money.FromYuan(100_000));
    public static readonly ReviewTerms Terms = new(
        12, RepaymentMethod.EqualInstallment, new BasisPoints(900),
        new LimitPolicy
        {
            MinAmount = Money.FromYuan(1), MaxAmount = Money.FromYuan(200_000), MinTenorMonths = 3, MaxTenorMonths = 36, Step = Money.FromYuan(1), LivingCost = Money.Zero, Grades = [],
        },
        new PricingPolicy
        {
            Base = new BasisPoints(250), LossGivenDefault = new BasisPoints(6_000), OperatingCost = new BasisPoints(180), MarginByGrade = [], Floor = new BasisPoints(600), Ceiling = new BasisPoints(1_800),
            AllInCostCeiling = new BasisPoints(2_400), AboveCeiling = AboveCeiling.Decline,
        });

    public static readonly ReviewSubject Subject = new(Referred, Money.FromYuan(150_000), HardRuleStands: false, TakesOfCap: true, Money.FromYuan(180_000), Terms);

    public DateTimeOffset Now { get; set; } = Referred.AddHours(1);

    public ReviewSubject Of { get; set; } = Subject;

    public List<ReviewEvent> Log { get; } = [];

    public ReviewCase Case => ReviewCase.Of(Of, Log);

    public static ReviewCommand Approve(long yuan, string text = "income proved by tax records") => Made(errors => ReviewCommand.TryApprove(yuan * 100, text, [], ReasonCatalog.Engine, errors));

    public static ReviewCommand Decline(string text = "the employer does not know the borrower") => Made(errors => ReviewCommand.TryDecline(0, text, [5101], ReasonCatalog.Engine, errors));

    public static ReviewCommand Second(bool agrees, string text = "seen") => Made(errors => ReviewCommand.TryConfirm(agrees, text, errors));

    public ReviewResult Do(string who, ReviewCommand command)
    {
        ReviewResult result = ReviewRules.Decide(Case, command, who, Now, Policy);
        if (result.Event is { } done) Log.Add(done);
        return result;
    }

    public ReviewRefusalReason[] Refused(string who, ReviewCommand command)
    {
        ReviewResult result = Do(who, command);
        Assert.Null(result.Event);
        return [.. result.Refusals.Select(refusal => refusal.Reason)];
    }

    public ReviewEvent Done(string who, ReviewCommand command)
    {
        ReviewResult result = Do(who, command);
        Assert.Empty(result.Refusals);
        return Assert.IsType<ReviewEvent>(result.Event);
    }

    private static ReviewCommand Made(Func<FieldErrors, ReviewCommand?> make)
    {
        var errors = new FieldErrors();
        return Assert.IsType<ReviewCommand>(make(errors));
    }
}
