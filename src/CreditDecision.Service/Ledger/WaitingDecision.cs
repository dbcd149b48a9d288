using System.Diagnostics;
using CreditDecision.Service.Telemetry;

namespace CreditDecision.Service.Ledger;

/// <summary>A pending decision with the caller that waits for it.</summary>
internal sealed class WaitingDecision(PendingDecision pending, CancellationToken cancellation)
{
    // Continuations leave the writer's thread at once: it has the next batch to write.
    private readonly TaskCompletionSource<CommitResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PendingDecision Pending => pending;

    /// <summary>The caller's span; null where it is not traced.</summary>
    public Activity? Span { get; } = Spans.Current;

    public Task<CommitResult> Done => _done.Task;

    /// <summary>True when the caller is gone already; then nothing is recorded.</summary>
    public bool Withdraw() => cancellation.IsCancellationRequested && _done.TrySetCanceled(cancellation);

    public void Answer(CommitResult result) => _done.TrySetResult(result);

    public void Fail(Exception reason) => _done.TrySetException(reason);
}
