using CreditDecision.Core.Applications;
using CreditDecision.Core.Lending;

namespace CreditDecision.Core.Tests.Lending;

[Trait("Article", "A6")]
public sealed class BulletTenorRuleTests
{
    [Theory]
    [InlineData(RepaymentMethod.Bullet, 12, true)]
    [InlineData(RepaymentMethod.Bullet, 13, false)]
    [InlineData(RepaymentMethod.InterestFirst, 12, true)]
    [InlineData(RepaymentMethod.InterestFirst, 13, false)]
    [InlineData(RepaymentMethod.EqualInstallment, 360, true)]
    [InlineData(RepaymentMethod.EqualPrincipal, 360, true)]
    [InlineData(RepaymentMethod.Unspecified, 1, false)]
    [InlineData((RepaymentMethod)9, 1, false)]
    public void Principal_repaid_at_once_is_repaid_within_a_year(RepaymentMethod method, int months, bool allowed) =>
        Assert.Equal(allowed, BulletTenorRule.Allows(method, months, BulletTenorRule.DefaultMaxMonths));

    [Fact]
    public void A_supervisor_may_change_the_figure()
    {
        Assert.True(BulletTenorRule.Allows(RepaymentMethod.Bullet, 18, 18));
        Assert.False(BulletTenorRule.Allows(RepaymentMethod.Bullet, 12, 6));
    }
}
