using System.Collections.Immutable;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Governance;
using static CreditDecision.Core.Tests.Governance.GovernanceWorld;

namespace CreditDecision.Core.Tests.Governance;

/// <summary>Whoever can write the log and even its chain still cannot make it say what the rules would not.</summary>
[Trait("Article", "A42")]
public class GovernanceCheckTests
{
    private static readonly ImmutableArray<GovernanceEvent> Log = [.. new GovernanceWorld().Champion(Old).Champion(Plan).Log];

    [Fact]
    public void A_whole_log_raises_nothing_and_folds_to_what_was_live()
    {
        var check = new GovernanceCheck((_, _) => true, Policies);
        Assert.Empty(Chained(Log).SelectMany(check.Add));
        Assert.Equal(ServingMode.Champion, check.Portfolio.Things[Plan].Mode);
    }

    [Fact]
    public void An_event_taken_away_or_changed_is_found()
    {
        Assert.Contains(AuditFindingKind.GovernanceRemoved, Findings(Chained(Log).RemoveAt(4)));
        var changed = Chained(Log);
        Assert.Equal([AuditFindingKind.GovernanceChanged], Findings(changed.SetItem(3, changed[3] with { Bytes = EventBytes.Write(Log[3] with { Who = "other" }) })).Distinct());
        Assert.Contains(AuditFindingKind.GovernanceChanged, Findings(changed.SetItem(3, changed[3] with { Bytes = new byte[] { 1, 2 } })));
        Assert.Equal([AuditFindingKind.SealWrong], new GovernanceCheck((_, _) => false, Policies).Add(changed[0]).Select(finding => finding.Kind));
    }

    [Fact]
    public void An_event_that_the_rules_refuse_is_found_though_the_chain_is_whole()
    {
        // The developer votes for the own model; the log is chained anew from there.
        int vote = IndexOf(Act.Vote);
        var forged = Log.SetItem(vote, Log[vote] with { Who = "dev" });
        Assert.Contains(AuditFindingKind.GovernanceUnruled, Findings(Chained(forged)));
        // A lost vote is told as won, and a role that the voter did not have.
        int end = IndexOf(Act.ConcludeStage);
        Assert.Contains(AuditFindingKind.GovernanceUnruled, Findings(Chained(Log.SetItem(end, Log[end] with { Consequences = Log[end].Consequences with { Became = LifeState.Approved } }))));
        Assert.Contains(AuditFindingKind.GovernanceUnruled, Findings(Chained(Log.SetItem(vote, Log[vote] with { Roles = [Role.Developer] }))));
        // A thing that was never registered.
        Assert.Contains(AuditFindingKind.GovernanceUnruled, Findings(Chained(Log.SetItem(vote, Log[vote] with { Command = Log[vote].Command with { Thing = New } }))));
        // By a policy that nobody kept.
        Assert.Contains(AuditFindingKind.GovernanceUnruled, Findings(Chained(Log.SetItem(vote, Log[vote] with { Policy = Hash("another") }))));
    }

    private static int IndexOf(Act act) => Log.First(e => e.Command.Act == act) is var found ? Log.IndexOf(found) : -1;

    private static byte[]? Policies(Digest digest) => digest == Policy.Digest() ? Policy.ToBytes() : null;

    private static AuditFindingKind[] Findings(IEnumerable<StoredGovernanceEvent> log)
    {
        var check = new GovernanceCheck((_, _) => true, Policies);
        return [.. log.SelectMany(stored => check.Add(stored).ToList()).Select(finding => finding.Kind)];
    }

    private static ImmutableArray<StoredGovernanceEvent> Chained(IEnumerable<GovernanceEvent> log)
    {
        var stored = ImmutableArray.CreateBuilder<StoredGovernanceEvent>();
        var previous = default(Digest);
        foreach (var next in log)
        {
            byte[] bytes = EventBytes.Write(next);
            var digest = EventBytes.Chain(previous, bytes);
            stored.Add(new StoredGovernanceEvent(next.Number, bytes, previous, digest, Array.Empty<byte>()));
            previous = digest;
        }
        return stored.ToImmutable();
    }
}
