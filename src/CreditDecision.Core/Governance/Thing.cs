using System.Collections.Immutable;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Governance;

public readonly record struct Ballot(int Stage, string Voter);

public sealed record Condition(long Number, string Text, DateTimeOffset Due, string FulfilledBy);

/// <param name="Breach">False for a warning.</param>
/// <param name="Outcome">Empty while it is open.</param>
public sealed record Finding(long Number, bool Breach, string Owner, DateTimeOffset Due, string Outcome, string ClosedBy)
{
    public bool IsOpen => ClosedBy.Length == 0;
}

/// <summary>One governed thing as the log tells it.</summary>
public sealed record Thing(ThingKey Key, Registration Registration, string RegisteredBy)
{
    public LifeState State { get; init; } = LifeState.Draft;
    public string SubmittedBy { get; init; } = "";
    public bool HasTest { get; init; }
    public bool TestPassed { get; init; }
    public int Stage { get; init; }
    public ImmutableDictionary<Ballot, Opinion> Votes { get; init; } = ImmutableDictionary<Ballot, Opinion>.Empty;
    public ImmutableHashSet<string> Related { get; init; } = [];
    public ImmutableArray<Condition> Conditions { get; init; } = [];
    public ImmutableArray<Finding> Findings { get; init; } = [];
    public DateTimeOffset ApprovedUntil { get; init; }
    public ServingMode Mode { get; init; }
    public BasisPoints Share { get; init; }
    public bool WasChampion { get; init; }
    public string SuspensionProposedBy { get; init; } = "";

    public bool Serves => State is LifeState.Live or LifeState.UnderObservation;

    public int OpenBreaches => Findings.Count(finding => finding.IsOpen && finding.Breach);

    /// <summary>The state of a thing that is approved and decides nothing.</summary>
    public LifeState AtRest => Conditions.IsEmpty ? LifeState.Approved : LifeState.ApprovedWithConditions;

    /// <summary>Approved in a state from which it could decide, and the approval has not ended.</summary>
    public bool IsApprovedAt(DateTimeOffset at) =>
        at < ApprovedUntil && State is (LifeState.Approved or LifeState.ApprovedWithConditions or LifeState.Shadow or LifeState.Live or LifeState.UnderObservation);

    /// <summary>Serving beyond its approval: still deciding, but to be re-validated or taken down.</summary>
    public bool IsOverdueAt(DateTimeOffset at) => Serves && at >= ApprovedUntil;

    /// <summary>Developed, owns, registered or submitted it (A37).</summary>
    public bool Involves(string person) =>
        Registration.Developers.Concat(Registration.Owners).Append(RegisteredBy).Append(SubmittedBy).Any(involved => IsSame(involved, person));

    public bool Recuses(string person) => Involves(person) || Related.Any(related => IsSame(related, person));

    /// <summary>People are told apart without regard to case: a list that says Li.Na means li.na too.</summary>
    public static bool IsSame(string person, string other) => string.Equals(person, other, StringComparison.OrdinalIgnoreCase);

    public bool SharesSlotWith(Thing other) => Registration.Kind == other.Registration.Kind && Registration.Slot == other.Registration.Slot;
}
