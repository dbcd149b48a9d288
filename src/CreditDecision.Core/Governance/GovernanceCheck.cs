using CreditDecision.Core.Audit;

namespace CreditDecision.Core.Governance;

/// <summary>An event as it lies in the store.</summary>
/// <param name="Bytes">Canonical: <see cref="EventBytes"/>.</param>
/// <param name="Previous">Digest of the event before; the default for the first.</param>
/// <param name="Digest">SHA-256 over <paramref name="Previous"/> and <paramref name="Bytes"/>.</param>
public sealed record StoredGovernanceEvent(long Number, ReadOnlyMemory<byte> Bytes, Digest Previous, Digest Digest, ReadOnlyMemory<byte> Seal);

/// <summary>
/// Walks over the log of governance from its first event, tells what is not as it was written, and decides every command again by the policy that
/// its event names: an event that the rules would not have made is told even where its chain is whole (A42).
/// </summary>
/// <param name="policies">The canonical bytes of a policy by its digest; null where it is not kept.</param>
public sealed class GovernanceCheck(Func<Digest, ReadOnlyMemory<byte>, bool> isSealed, Func<Digest, byte[]?> policies)
{
    private readonly NumberedLog _log = new("governance event", AuditFindingKind.GovernanceRemoved, AuditFindingKind.GovernanceChanged, isSealed);
    private readonly Dictionary<Digest, GovernancePolicy?> _known = [];

    /// <summary>The fold of what was walked over; stands still at the first event that cannot be folded.</summary>
    public Portfolio Portfolio { get; private set; } = Portfolio.Empty;

    /// <summary>The last event that could be read.</summary>
    public GovernanceEvent? Last { get; private set; }

    public IEnumerable<AuditFinding> Add(StoredGovernanceEvent stored)
    {
        foreach (var finding in _log.Add(stored.Number, stored.Previous, EventBytes.Chain(stored.Previous, stored.Bytes.Span), stored.Digest, stored.Seal)) yield return finding;
        if (Read(stored) is not { } next) yield return _log.Finding(AuditFindingKind.GovernanceChanged, stored.Number, "cannot be read");
        else if (Unruled(Last = next) is { } problem) yield return _log.Finding(AuditFindingKind.GovernanceUnruled, stored.Number, problem);
    }

    private static GovernanceEvent? Read(StoredGovernanceEvent stored)
    {
        try
        {
            return EventBytes.Read(stored.Bytes);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private string? Unruled(GovernanceEvent next)
    {
        if (next.Number != Portfolio.LastNumber + 1) return "follows no event that could be read";
        var before = Portfolio;
        if (Unknown(before, next) is { } unknown) return $"is of {unknown}, which was never registered";
        Portfolio = before.With(next);
        if (PolicyOf(next.Policy) is not { } policy) return $"the policy {next.Policy} that it was decided by is not kept";
        var verdict = Lifecycle.Decide(before, policy, next.Command, new Person(next.Who, [.. next.Roles]), next.At);
        if (verdict.Event is null) return $"the rules refuse it: {string.Join(" ", verdict.Refusals.Select(refusal => refusal.Text))}";
        return EventBytes.Write(verdict.Event).AsSpan().SequenceEqual(EventBytes.Write(next)) ? null : "the rules make another event of its command";
    }

    private static ThingKey? Unknown(Portfolio before, GovernanceEvent next)
    {
        var effect = next.Consequences;
        IEnumerable<ThingKey> named = [.. effect.StoodDown, .. effect.Stopped, .. effect.Successors];
        if (next.Command.Act != Act.Register) named = named.Prepend(next.Command.Thing);
        else if (next.Command.Particulars.Registration is null) return next.Command.Thing;
        foreach (var key in named)
            if (!before.Things.ContainsKey(key)) return key;
        return null;
    }

    // What is kept under the hash may be a document of another kind.
    private static GovernancePolicy? Read(byte[] policy)
    {
        try
        {
            return GovernancePolicy.Read(policy);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private GovernancePolicy? PolicyOf(Digest digest)
    {
        if (_known.TryGetValue(digest, out var known)) return known;
        byte[]? bytes = policies(digest);
        return _known[digest] = bytes is not null && Digest.Of(bytes) == digest ? Read(bytes) : null;
    }
}
