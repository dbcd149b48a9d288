using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.Strategies.Following;

/// <summary>The log of a process that shares its store with nobody: what it adds itself it follows itself.</summary>
internal sealed class SqliteContentEvents(StoreSessions sessions, TimeProvider time) : ContentEvents(sessions, time)
{
    private readonly TimeProvider _time = time;

    public override bool IsOfOneProcess => true;

    public override Task WaitAsync(TimeSpan most, CancellationToken cancellation) => Task.Delay(most, _time, cancellation);
}
