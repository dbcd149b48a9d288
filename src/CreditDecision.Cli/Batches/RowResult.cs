using CreditDecision.Cli.Calls;
using CreditDecision.V1;

namespace CreditDecision.Cli.Batches;

/// <summary>What became of one row: a decision, a refusal of the service, or a row that could not be mapped.</summary>
/// <param name="ApplicationId">Empty when the row could not be mapped.</param>
/// <param name="IsBad">By the file's label; null without one.</param>
/// <param name="Problems">Why the row could not be mapped.</param>
/// <param name="Latency">From the start (in an open loop the intended one) to the final answer, retries included.</param>
/// <param name="Attempts">How often it was sent; 0 when it was not.</param>
internal sealed record RowResult(
    long Row,
    string ApplicationId,
    bool? IsBad,
    Decision? Decision,
    CallFailure? Failure,
    IReadOnlyList<string> Problems,
    TimeSpan Latency,
    int Attempts)
{
    /// <summary>Stands among the gRPC status names for rows that never were sent.</summary>
    public const string NotMapped = "NOT_MAPPED";

    public bool IsFailed => Decision is null;

    /// <summary>"OK", a status of gRPC, or <see cref="NotMapped"/>.</summary>
    public string Status => Decision is not null ? "OK" : Failure?.CodeName ?? NotMapped;

    public static RowResult Unmapped(long row, bool? isBad, IReadOnlyList<string> problems) =>
        new(row, "", isBad, null, null, problems, TimeSpan.Zero, 0);
}
