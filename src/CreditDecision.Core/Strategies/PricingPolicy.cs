using System.Collections.Immutable;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Strategies;

/// <summary>What happens to a loan whose risk asks for more than the product's ceiling rate.</summary>
public enum AboveCeiling
{
    Unspecified = 0,

    /// <summary>The risk is not taken.</summary>
    Decline = 1,

    /// <summary>The loan is made at the ceiling.</summary>
    Cap = 2,
}

/// <summary>From what a nominal rate is made and between which bounds it stays (A17, A21). All rates are a year's.</summary>
public sealed record PricingPolicy
{
    /// <summary>Highest rate that any policy may name, 100 % a year: above it is a slip of the pen.</summary>
    public static readonly BasisPoints HighestRate = new(BasisPoints.PerWhole);

    /// <summary>By how much rounding may make the last instalment differ from the others. Reached by 24 % over 22 years.</summary>
    public static readonly Money MostRounding = Money.FromYuan(100);

    /// <summary>Cost of funds.</summary>
    public required BasisPoints Base { get; init; }

    /// <summary>Share of the exposure that is lost when a borrower defaults (LGD), 0 to 10,000 bp.</summary>
    public required BasisPoints LossGivenDefault { get; init; }

    public required BasisPoints OperatingCost { get; init; }

    /// <summary>One entry for each grade of the strategy's scale, in its order, best first.</summary>
    public required ImmutableArray<BasisPoints> MarginByGrade { get; init; }

    public required BasisPoints Floor { get; init; }

    /// <summary>Highest nominal rate of the product; affordability is tested at it.</summary>
    public required BasisPoints Ceiling { get; init; }

    /// <summary>Legal ceiling of the annualised all-in cost, fees included. It binds whatever else is configured.</summary>
    public required BasisPoints AllInCostCeiling { get; init; }

    public required AboveCeiling AboveCeiling { get; init; }

    public FeePlan Fees { get; init; } = FeePlan.None;

    /// <exception cref="ArgumentOutOfRangeException">The grade is not of this policy; the limit stage stops such a loan.</exception>
    public BasisPoints MarginOf(Grade grade)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(grade.Rank, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(grade.Rank, MarginByGrade.Length);
        return MarginByGrade[grade.Rank - 1];
    }

    /// <summary>Reports every field that cannot be, under the path at which the policy was written.</summary>
    public void Check(GradeScale scale, DocumentErrors errors, string path)
    {
        foreach ((string field, BasisPoints rate) in Rates())
        {
            if (rate < BasisPoints.Zero || rate > HighestRate)
                errors.Add($"{path}.{field}", $"must be 0 to {HighestRate.Value} bp, is {rate.Value}");
        }

        if (Floor > Ceiling) errors.Add($"{path}.floor_bps", $"must not be above ceiling_bps, {Ceiling.Value} bp, is {Floor.Value}");
        if (Floor > AllInCostCeiling)
            errors.Add($"{path}.floor_bps", $"must not be above the bank's all_in_cost_ceiling_bps, {AllInCostCeiling.Value} bp, is {Floor.Value}");
        if (AboveCeiling is not (AboveCeiling.Decline or AboveCeiling.Cap)) errors.Add($"{path}.above_ceiling", "must be decline or cap");

        int count = MarginByGrade.IsDefault ? 0 : MarginByGrade.Length;
        if (count != scale.Count)
            errors.Add($"{path}.margin_by_grade", $"must have one entry for each of the {scale.Count} grades, has {count}");
        Fees.Check(errors, $"{path}.fees");
    }

    /// <summary>
    /// Reports a ceiling so high for the product's longest tenor that rounding itself would show: the last instalment absorbs a
    /// fen a month (half for the payment, half for the interest), compounded to ((1 + i)^n - 1) / i. Also keeps the search for
    /// the affordable amount, which goes down by steps over such a last instalment, short.
    /// </summary>
    public void CheckRounding(LimitPolicy limit, DocumentErrors errors, string path)
    {
        double monthly = Ceiling.Fraction / 12;
        double fen = monthly == 0 ? limit.MaxTenorMonths : (Math.Pow(1 + monthly, limit.MaxTenorMonths) - 1) / monthly;
        if (fen > MostRounding.Fen)
        {
            errors.Add(
                $"{path}.ceiling_bps",
                $"is {Ceiling.Value} bp, at which the last of {limit.MaxTenorMonths} instalments could differ by more than {MostRounding} from rounding; lower it or limit.max_tenor_months");
        }
    }

    private IEnumerable<(string Field, BasisPoints Rate)> Rates()
    {
        yield return ("base_bps", Base);
        yield return ("loss_given_default_bps", LossGivenDefault);
        yield return ("operating_cost_bps", OperatingCost);
        yield return ("floor_bps", Floor);
        yield return ("ceiling_bps", Ceiling);
        yield return ("all_in_cost_ceiling_bps", AllInCostCeiling);
        for (int index = 0; !MarginByGrade.IsDefault && index < MarginByGrade.Length; index++)
            yield return ($"margin_by_grade[{index}]", MarginByGrade[index]);
    }
}
