using CreditDecision.Cli.Calls;
using Grpc.Core;

namespace CreditDecision.Cli.Batches;

/// <summary>
/// When and how long to wait before the same application is sent again. Only what the API calls safe and temporary is sent again;
/// the id stays the same, so an answer that was lost on the way is found and not made twice.
/// </summary>
internal static class RetryPolicy
{
    /// <summary>The first sending included. With the waits below it gives up after about six seconds.</summary>
    public const int MostAttempts = 8;

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <param name="attempt">How often it has been sent, 1 or more.</param>
    /// <param name="spread">In [0, 1): keeps callers that were refused together from coming back together.</param>
    /// <returns>Null when it is not to be sent again.</returns>
    public static TimeSpan? Wait(CallFailure failure, int attempt, double spread)
    {
        bool isTemporary = failure.Code is StatusCode.ResourceExhausted or StatusCode.Unavailable;
        if (!isTemporary || attempt >= MostAttempts) return null;
        TimeSpan doubled = First * Math.Pow(2, attempt - 1);
        TimeSpan bounded = doubled < Longest ? doubled : Longest;
        TimeSpan own = bounded * (0.5 + spread / 2);
        return failure.RetryAfter is { } asked && asked > own ? asked : own;
    }
}
