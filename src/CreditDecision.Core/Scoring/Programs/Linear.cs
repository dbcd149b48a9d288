namespace CreditDecision.Core.Scoring.Programs;

/// <summary>One summand of a regression: coefficient · value^exponent, or of several values multiplied.</summary>
/// <param name="Factors">Slots.</param>
/// <param name="Category">The summand is the coefficient where the one factor equals this, and 0 where it does not or is missing; NaN for numbers.</param>
/// <param name="Input">Which input of the program the summand comes from; -1 where it is not one alone.</param>
/// <param name="Source">The model of which the one factor is the margin, where it is one; its parts are the summand's.</param>
public sealed record Term(double Coefficient, int[] Factors, double Exponent, double Category, int Input, ModelStep? Source)
{
    public bool CanExplain => Input >= 0 || (Exponent == 1 && double.IsNaN(Category) && Source is { CanExplain: true });

    internal double Value(ref Frame frame)
    {
        double value = frame[Factors[0]];
        if (!double.IsNaN(Category)) return value == Category ? Coefficient : 0;
        if (Exponent != 1) value = Math.Pow(value, Exponent);
        for (int i = 1; i < Factors.Length; i++) value *= frame[Factors[i]];
        return Coefficient * value;
    }
}

public sealed record Equation(double Intercept, Term[] Terms);

/// <summary>Linear equations: RegressionModel of PMML 4.4. A missing number leaves its equation's margin missing.</summary>
/// <param name="margins">One slot for each equation.</param>
public sealed class Linear(Equation[] equations, int[] margins, bool binary32) : ModelStep
{
    public override bool CanExplain => equations.All(equation => equation.Terms.All(term => term.CanExplain));

    public override void Run(ref Frame frame)
    {
        for (int k = 0; k < equations.Length; k++)
        {
            double sum = equations[k].Intercept;
            foreach (Term term in equations[k].Terms)
                sum = binary32 ? (float)sum + (float)term.Value(ref frame) : sum + term.Value(ref frame);
            frame[margins[k]] = binary32 ? (float)sum : sum;
        }
    }

    public override void Explain(ref Frame frame, int margin, double scale, Span<double> contributions)
    {
        contributions[^1] += scale * equations[margin].Intercept;
        foreach (Term term in equations[margin].Terms)
            if (term.Input >= 0) contributions[term.Input] += scale * term.Value(ref frame);
            else term.Source!.Explain(ref frame, 0, scale * term.Coefficient, contributions);
    }
}
