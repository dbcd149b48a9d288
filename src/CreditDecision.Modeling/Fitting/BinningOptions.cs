namespace CreditDecision.Modeling.Fitting;

/// <summary>How the bad rate may move from bin to bin as the value rises.</summary>
public enum MonotonicTrend
{
    Unspecified = 0,
    /// <summary>Increasing or decreasing, whichever tells more.</summary>
    Auto,
    /// <summary>Any way; for effects that turn around, as of age.</summary>
    None,
    /// <summary>The bad rate rises with the value.</summary>
    Increasing,
    /// <summary>The bad rate falls with the value.</summary>
    Decreasing,
}

/// <param name="LeastShare">Of the rows that each bin of ordinary values must hold, in (0, 0.5].</param>
/// <param name="MostBins">Of ordinary values; missing and special ones come on top. 2 to 20.</param>
public sealed record BinningOptions(MonotonicTrend Trend = MonotonicTrend.Auto, double LeastShare = 0.05, int MostBins = 8);
