using CreditDecision.Core.Reviews;
using CreditDecision.Core.Values;

namespace CreditDecision.Service.Reviews;

/// <summary>Configuration section <c>Review</c>: how referred decisions are reviewed (A22).</summary>
public sealed class ReviewOptions
{
    /// <summary>Hours after its referral at which a case is due, 0 to 8,760.</summary>
    public int DueHours { get; set; } = 24;

    /// <summary>Minutes after which a claim lapses, 1 to 10,080.</summary>
    public int ClaimMinutes { get; set; } = 30;

    /// <summary>Approvals of this amount or more, in fen, need a second person; 0 for all.</summary>
    public long TwoPersonFromFen { get; set; } = 10_000_000;

    internal ReviewPolicy ToPolicy() => new(TimeSpan.FromHours(DueHours), TimeSpan.FromMinutes(ClaimMinutes), Money.FromFen(TwoPersonFromFen));

    internal static IEnumerable<string> Problems(ReviewOptions options)
    {
        if (options.DueHours is < 0 or > 8_760) yield return "setting Review:DueHours: must be 0 to 8760";
        if (options.ClaimMinutes is < 1 or > 10_080) yield return "setting Review:ClaimMinutes: must be 1 to 10080";
        if (options.TwoPersonFromFen < 0) yield return "setting Review:TwoPersonFromFen: must be 0 or more";
    }
}
