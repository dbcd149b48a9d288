using CreditDecision.Core.Applications;

namespace CreditDecision.Core.Lending;

/// <summary>A6: a loan whose principal is repaid at once at maturity runs for twelve months at most.</summary>
public static class BulletTenorRule
{
    /// <summary>The draft's figure. Configuration, since a supervisor may change it (A62).</summary>
    public const int DefaultMaxMonths = 12;

    /// <summary>False for an unspecified method: what is not known is not allowed.</summary>
    public static bool Allows(RepaymentMethod method, int tenorMonths, int maxMonths) => method switch
    {
        RepaymentMethod.EqualInstallment or RepaymentMethod.EqualPrincipal => true,
        RepaymentMethod.InterestFirst or RepaymentMethod.Bullet => tenorMonths <= maxMonths,
        _ => false,
    };
}
