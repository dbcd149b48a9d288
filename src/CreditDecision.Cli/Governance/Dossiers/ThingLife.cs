using System.Collections.Immutable;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Governance;

namespace CreditDecision.Cli.Governance.Dossiers;

/// <summary>One event that concerns the thing.</summary>
/// <param name="Before">The thing before it; null where it registers it.</param>
/// <param name="Stage">Name of the stage of review that the thing was in; empty outside of review.</param>
internal sealed record LifeEvent(GovernanceEvent Event, Digest Digest, Thing? Before, string Stage)
{
    public Act Act => Event.Command.Act;

    public Particulars Said => Event.Command.Particulars;
}

/// <summary>A thing's life as the log tells it: worked out from canonical bytes and policies alone.</summary>
internal sealed class ThingLife
{
    private ThingLife(ThingKey key, ImmutableArray<GovernanceEvent> log, ImmutableArray<LifeEvent> own, Portfolio portfolio) =>
        (Key, Log, Own, Portfolio) = (key, log, own, portfolio);

    public ThingKey Key { get; }

    public ImmutableArray<GovernanceEvent> Log { get; }

    /// <summary>Those that concern the thing, oldest first; the first registers it.</summary>
    public ImmutableArray<LifeEvent> Own { get; }

    public Portfolio Portfolio { get; }

    public Thing Thing => Portfolio.Things[Key];

    /// <summary>Every strategy that names the model, whatever became of it.</summary>
    public IEnumerable<Thing> RestingOnIt => Portfolio.Things.Values.Where(other => other.Registration.Models.Any(need => need.Key == Key))
        .OrderBy(other => other.Key.Id, StringComparer.Ordinal).ThenBy(other => other.Key.Version);

    /// <exception cref="FormatException">The bytes are no log, or it never registers the thing.</exception>
    public static ThingLife Of(Dossier dossier)
    {
        var own = ImmutableArray.CreateBuilder<LifeEvent>();
        var log = ImmutableArray.CreateBuilder<GovernanceEvent>();
        var portfolio = Portfolio.Empty;
        foreach (EventLink link in dossier.Chain)
        {
            var next = EventBytes.Read(link.Canonical);
            Thing? before = portfolio.Things.GetValueOrDefault(dossier.Thing);
            if (Concerns(next, dossier.Thing)) own.Add(new LifeEvent(next, link.Digest, before, StageOf(dossier, next, before)));
            portfolio = Followed(portfolio, next);
            log.Add(next);
        }
        return portfolio.Things.ContainsKey(dossier.Thing)
            ? new ThingLife(dossier.Thing, log.ToImmutable(), own.ToImmutable(), portfolio)
            : throw new FormatException($"no event of the log registers {dossier.Thing}");
    }

    /// <summary>Of the thing itself, or of another that took its place, stopped it or was stopped with it.</summary>
    public static bool Concerns(GovernanceEvent next, ThingKey key)
    {
        var effect = next.Consequences;
        return next.Command.Thing == key || effect.StoodDown.Contains(key) || effect.Stopped.Contains(key) || effect.Successors.Contains(key);
    }

    /// <summary>The documents that must come with a dossier: those of the thing's own events, and every policy, by which whoever reads decides the log again.</summary>
    public static IEnumerable<Digest> Named(IEnumerable<GovernanceEvent> log, ThingKey key) =>
        log.SelectMany(next => Concerns(next, key) ? NamedBy(next) : [next.Policy]).Distinct();

    public static IEnumerable<Digest> NamedBy(GovernanceEvent next)
    {
        var said = next.Command.Particulars;
        return new[] { said.Document, said.Page, said.Policy, next.Policy }.Where(named => named != default);
    }

    private static Portfolio Followed(Portfolio portfolio, GovernanceEvent next)
    {
        try
        {
            return portfolio.With(next);
        }
        catch (Exception problem) when (problem is ArgumentException or KeyNotFoundException or NullReferenceException)
        {
            throw new FormatException($"event {next.Number} does not follow the events before it", problem);
        }
    }

    private static string StageOf(Dossier dossier, GovernanceEvent next, Thing? before)
    {
        if (before?.State != LifeState.InReview || next.Command.Thing != dossier.Thing || dossier.Find(next.Policy) is not { } policy) return "";
        var stages = GovernancePolicy.Read(policy.Content).Stages;
        return before.Stage < stages.Length ? stages[before.Stage].Name : "";
    }
}
