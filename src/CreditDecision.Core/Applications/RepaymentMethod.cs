namespace CreditDecision.Core.Applications;

/// <summary>How a loan is repaid; numbers as in the API.</summary>
public enum RepaymentMethod
{
    Unspecified = 0,

    /// <summary>等额本息: equal instalments of principal and interest.</summary>
    EqualInstallment = 1,

    /// <summary>等额本金: equal principal, falling interest.</summary>
    EqualPrincipal = 2,

    /// <summary>先息后本: interest each month, principal at the end.</summary>
    InterestFirst = 3,

    /// <summary>到期一次性还本付息: principal and interest at maturity.</summary>
    Bullet = 4,
}
