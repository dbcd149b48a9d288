using System.Collections.Immutable;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Governance;
using CreditDecision.Service.Hosting;
using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.Governance;

/// <summary>An event with the digest that chains it.</summary>
public sealed record ChainedEvent(GovernanceEvent Event, Digest Digest);

/// <summary>The log up to an event, and what it folds to.</summary>
public sealed record GovernanceState(Portfolio Portfolio, ImmutableList<ChainedEvent> Log)
{
    public static GovernanceState Empty { get; } = new(Portfolio.Empty, []);

    public Digest Head => Log.IsEmpty ? default : Log[^1].Digest;

    public IEnumerable<GovernanceEvent> Events => Log.Select(chained => chained.Event);

    public GovernanceState With(ChainedEvent next) => new(Portfolio.With(next.Event), Log.Add(next));
}

/// <summary>
/// The whole log in memory as a fold of what is stored; a bank's governance has thousands of events, not millions. Brought up to the store by
/// whoever asks, one at a time; any number read meanwhile.
/// </summary>
internal sealed class GovernanceBook(GovernanceStore store, PersonalDataKeys keys) : IDisposable
{
    private const int PageLength = 1_000;

    private readonly SemaphoreSlim _turn = new(1);
    private volatile GovernanceState _now = GovernanceState.Empty;

    public GovernanceState Now => _now;

    /// <summary>When it returns, the state has every event that was kept before the call.</summary>
    /// <exception cref="Ledger.LedgerUnavailableException">The log cannot be read.</exception>
    /// <exception cref="StartRefusedException">The log is not as it was written: nothing may be decided by it.</exception>
    public async ValueTask<GovernanceState> FollowAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            IReadOnlyList<StoredGovernanceEvent> events;
            do
            {
                events = await store.AfterAsync(_now.Portfolio.LastNumber, PageLength, cancellation);
                GovernanceState state = _now;
                foreach (StoredGovernanceEvent next in events) state = state.With(Opened(state, next));
                _now = state;
            }
            while (events.Count == PageLength);
            return _now;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private ChainedEvent Opened(GovernanceState state, StoredGovernanceEvent stored)
    {
        bool isWhole = stored.Number == state.Portfolio.LastNumber + 1 && stored.Previous == state.Head
            && EventBytes.Chain(stored.Previous, stored.Bytes.Span) == stored.Digest && keys.ChainSeal().Holds(stored.Digest, stored.Seal);
        if (!isWhole) throw new StartRefusedException([$"governance: event {stored.Number} of the log is not as it was written; creditctl audit verify says what else is not"]);
        try
        {
            return new ChainedEvent(EventBytes.Read(stored.Bytes), stored.Digest);
        }
        catch (FormatException problem)
        {
            throw new StartRefusedException([$"governance: event {stored.Number} of the log cannot be read by this version of the service: {problem.Message}"]);
        }
    }
}
