namespace CreditDecision.Service.Ledger;

/// <summary>Records of shadows that wait to be written beside decisions.</summary>
internal sealed class WaitingShadows(IReadOnlyList<ShadowRecord> records)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<ShadowRecord> Records => records;

    public Task Done => _done.Task;

    public void Answer() => _done.TrySetResult();

    public void Fail(Exception reason) => _done.TrySetException(reason);
}
