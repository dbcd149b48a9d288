using CreditDecision.Core.Audit;
using CreditDecision.Core.Governance;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Strategies.Contents;

namespace CreditDecision.Service.Governance;

/// <summary>What became of a command: an event that is durable and in force on this replica, or all that stands against it.</summary>
/// <param name="Problems">What the content in force lacks for it; empty where the rules refuse.</param>
internal sealed record GovernanceOutcome(ChainedEvent? Event, IReadOnlyList<Refusal> Refused, IReadOnlyList<string> Problems);

/// <summary>
/// Takes a command from a person to an event of the log. Where it changes what may decide, the content that follows from it is put to use in the
/// same transaction: no decision of the content before is recorded after it, on any replica.
/// </summary>
internal sealed class GovernanceDesk(
    GovernanceStore store, GovernanceBook book, ContentKeeper contents, IContentGate gate, PersonalDataKeys keys, GovernanceLog log, TimeProvider time) : IDisposable
{
    // Each turn but the first follows something that another replica did.
    private const int MostTurns = 20;

    private readonly SemaphoreSlim _turn = new(1);

    /// <param name="command">Worked out anew from the log as it is whenever another replica came before.</param>
    /// <param name="documents">Those that the command names.</param>
    /// <exception cref="LedgerUnavailableException">The store cannot be read or written; nothing was done, or all of it where the connection broke at the commit.</exception>
    public async ValueTask<GovernanceOutcome> ExecuteAsync(
        Func<GovernanceState, GovernanceCommand> command, Person who, IReadOnlyList<GovernanceDocument> documents, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            for (int turn = 0; turn < MostTurns; turn++)
                if (await TryAsync(command, who, documents, cancellation) is { } outcome) return outcome;
            throw new LedgerUnavailableException("Other replicas change governance without pause.");
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async ValueTask<GovernanceOutcome?> TryAsync(
        Func<GovernanceState, GovernanceCommand> command, Person who, IReadOnlyList<GovernanceDocument> documents, CancellationToken cancellation)
    {
        // By the policy that all replicas have: one that lags behind would conclude by an older one.
        await contents.CatchUpAsync(cancellation);
        long content = contents.Number;
        GovernanceState state = await book.FollowAsync(cancellation);
        if (contents.Folder.Policy is not { } policy) return new GovernanceOutcome(null, [], ["strategies/governance.yaml: is missing from the content in force; it says who reviews and how"]);
        // Clocks of replicas differ by a little; the log's own order is what counts.
        DateTimeOffset now = Moments.ToMicroseconds(time.GetUtcNow());
        Verdict verdict = Lifecycle.Decide(state.Portfolio, policy, command(state), who, now > state.Portfolio.LastAt ? now : state.Portfolio.LastAt);
        if (verdict.Event is not { } decided) return new GovernanceOutcome(null, verdict.Refusals, []);

        ChainedEvent next = Chained(state, decided, out StoredGovernanceEvent stored);
        PreparedContent? prepared = await PrepareAsync(state.Portfolio, state.With(next).Portfolio, who.Id, cancellation);
        if (prepared?.Problems.Count > 0) return new GovernanceOutcome(null, [], prepared.Problems);
        var rules = new GovernanceDocument(GovernanceDocumentKind.Policy, "application/octet-stream", policy.ToBytes());
        // From here on it is done or not, whether the caller waits or not.
        GovernanceAppended appended = await store.AppendAsync(new GovernanceAppend([stored], [.. documents, rules], prepared?.Wish, content), CancellationToken.None);
        if (!appended.Done) return null;
        if (appended.Content is { } put) contents.PutToUse(prepared!, put);
        log.Done(decided.Who, decided.Command.Act, decided.Command.Thing.ToString(), decided.Consequences.Became, decided.Number);
        return new GovernanceOutcome(next, [], []);
    }

    /// <returns>Null where what may decide stays as it is.</returns>
    private async ValueTask<PreparedContent?> PrepareAsync(Portfolio before, Portfolio after, string by, CancellationToken cancellation)
    {
        if (gate.Part != ContentPart.Base || GovernedContent.InForce(before).SequenceEqual(GovernedContent.InForce(after))) return null;
        return await contents.PrepareAsync(folder => (GovernedContent.Of(folder, after, out IReadOnlyList<string> problems), problems), by, cancellation);
    }

    private ChainedEvent Chained(GovernanceState state, GovernanceEvent next, out StoredGovernanceEvent stored)
    {
        byte[] bytes = EventBytes.Write(next);
        Digest digest = EventBytes.Chain(state.Head, bytes);
        stored = new StoredGovernanceEvent(next.Number, bytes, state.Head, digest, keys.ChainSeal().Of(digest));
        return new ChainedEvent(next, digest);
    }
}
