using CreditDecision.Core.Applications;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Lending;

/// <summary>What a limit depends on besides the policy. Amounts are ¥0.00 or more, save the headroom.</summary>
public readonly record struct LimitQuestion
{
    public required Money Requested { get; init; }

    public required int TenorMonths { get; init; }

    public required RepaymentMethod Method { get; init; }

    public required Money MonthlyIncome { get; init; }

    /// <summary>Due each month on debts here and elsewhere.</summary>
    public required Money MonthlyDebtService { get; init; }

    /// <summary>Debts here and elsewhere.</summary>
    public required Money OutstandingDebt { get; init; }

    public required Grade Grade { get; init; }

    /// <summary>What is left under the borrower's cap (A6); below zero where a lowered cap is exceeded already.</summary>
    public required Money CapHeadroom { get; init; }

    /// <summary>The rate at which instalments must be affordable: the product's ceiling, since the price is not known yet.</summary>
    public required BasisPoints StressRate { get; init; }

    /// <summary>The lowest cap that the strategy's formulas set for this application; null where there is none.</summary>
    public Money? StrategyCap { get; init; }

    /// <summary>Monthly fees burden an income as instalments do. None when not given.</summary>
    public FeePlan? Fees { get; init; }
}
