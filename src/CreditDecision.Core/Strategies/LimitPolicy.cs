using System.Collections.Immutable;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Strategies;

/// <summary>What a product lends at most, to whom, and how much of an income its instalments may take (A6, A21).</summary>
public sealed record LimitPolicy
{
    /// <summary>The most that an application may ask for, so no policy may name more.</summary>
    public static readonly Money LargestAmount = Money.FromFen(Application.MostFen);

    public const int LongestTenorMonths = Application.MostTenorMonths;

    /// <summary>Below it there is no offer at all.</summary>
    public required Money MinAmount { get; init; }

    public required Money MaxAmount { get; init; }

    public required int MinTenorMonths { get; init; }

    public required int MaxTenorMonths { get; init; }

    /// <summary>Limits are whole multiples of it.</summary>
    public Money Step { get; init; } = Money.FromYuan(100);

    /// <summary>A month's income that no debt service may touch.</summary>
    public required Money LivingCost { get; init; }

    /// <summary>
    /// Months over which consumer credit that this service granted before is taken to be repaid when affordability is judged (A21); its
    /// own tenors are not among the facts, and a short one is the cautious guess.
    /// </summary>
    public int ReservedTenorMonths { get; init; } = 12;

    /// <summary>One entry for each grade of the strategy's scale, in its order, best first.</summary>
    public required ImmutableArray<GradeLimit> Grades { get; init; }

    /// <summary>A grade that is not of this policy is not eligible.</summary>
    public GradeLimit Of(Grade grade) =>
        grade.Rank >= 1 && grade.Rank <= Grades.Length ? Grades[grade.Rank - 1] : GradeLimit.NotEligible;

    /// <summary>Reports every field that cannot be, under the path at which the policy was written.</summary>
    public void Check(GradeScale scale, DocumentErrors errors, string path)
    {
        if (!Step.IsPositive) errors.Add($"{path}.step_yuan", $"must be above ¥0.00, is {Step}");
        if (!MinAmount.IsPositive) errors.Add($"{path}.min_amount_yuan", $"must be above ¥0.00, is {MinAmount}");
        if (MaxAmount < MinAmount || MaxAmount > LargestAmount)
            errors.Add($"{path}.max_amount_yuan", $"must be from min_amount_yuan to {LargestAmount}, is {MaxAmount}");
        if (MinTenorMonths < 1) errors.Add($"{path}.min_tenor_months", $"must be 1 or more, is {MinTenorMonths}");
        if (MaxTenorMonths < MinTenorMonths || MaxTenorMonths > LongestTenorMonths)
            errors.Add($"{path}.max_tenor_months", $"must be from min_tenor_months to {LongestTenorMonths}, is {MaxTenorMonths}");
        if (LivingCost.IsNegative || LivingCost > LargestAmount)
            errors.Add($"{path}.living_cost_yuan", $"must be ¥0.00 to {LargestAmount} a month, is {LivingCost}");

        if (ReservedTenorMonths < 1 || ReservedTenorMonths > LongestTenorMonths)
            errors.Add($"{path}.reserved_tenor_months", $"must be 1 to {LongestTenorMonths}, is {ReservedTenorMonths}");

        int count = Grades.IsDefault ? 0 : Grades.Length;
        if (count != scale.Count) errors.Add($"{path}.by_grade", $"must have one entry for each of the {scale.Count} grades, has {count}");
        for (int index = 0; index < Math.Min(count, scale.Count); index++) Grades[index].Check(errors, $"{path}.by_grade.{scale.Bands[index].Name}");
    }
}

/// <summary>What one grade may have. The default of every field lends nothing.</summary>
public sealed record GradeLimit
{
    public static readonly GradeLimit NotEligible = new();

    public bool Eligible { get; init; }

    public Money MaxLimit { get; init; }

    /// <summary>Largest share of the monthly income that all debt service, the new loan's included, may take (DSTI).</summary>
    public BasisPoints MaxDebtServiceToIncome { get; init; }

    /// <summary>Largest total debt, the new loan included, as a share of the annual income: 15,000 bp is one and a half years' income.</summary>
    public BasisPoints MaxDebtToAnnualIncome { get; init; }

    /// <summary>Reports every field that cannot be, under the path at which this grade's entry was written.</summary>
    public void Check(DocumentErrors errors, string path)
    {
        if (MaxLimit.IsNegative || MaxLimit > LimitPolicy.LargestAmount)
            errors.Add($"{path}.max_limit_yuan", $"must be ¥0.00 to {LimitPolicy.LargestAmount}, is {MaxLimit}");
        if (MaxDebtServiceToIncome.Value is < 0 or > BasisPoints.PerWhole)
            errors.Add($"{path}.max_debt_service_to_income_bps", $"must be 0 to {BasisPoints.PerWhole} bp, is {MaxDebtServiceToIncome.Value}");
        if (MaxDebtToAnnualIncome.Value < 0)
            errors.Add($"{path}.max_debt_to_annual_income_bps", $"must be 0 bp or more, is {MaxDebtToAnnualIncome.Value}");
    }
}
