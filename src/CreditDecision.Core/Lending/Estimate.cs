namespace CreditDecision.Core.Lending;

/// <summary>
/// A number worked out in doubles, at a tenth of what decimals cost, with a bound of how far off it may be. Where the bound settles the
/// whole number wanted, decimals would find the same; only where it does not are they asked.
/// </summary>
/// <param name="RelativeError">At least the true one; infinity when nothing is known.</param>
internal readonly record struct Estimate(double Value, double RelativeError)
{
    // Adding and comparing here rounds too, as does the decimal itself, far below.
    private const double OwnError = 1e-15;

    /// <summary>Whether the largest whole number that is not above the value plus an offset is certain.</summary>
    /// <param name="offset">0 to round down, 0.5 to round half-up.</param>
    public bool TryFloor(double offset, out long floor)
    {
        double doubt = (Math.Abs(Value) * RelativeError) + ((Math.Abs(Value) + 1) * OwnError);
        double least = Math.Floor(Value + offset - doubt);
        floor = (long)least;
        return least == Math.Floor(Value + offset + doubt);
    }
}
