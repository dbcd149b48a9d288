using System.Collections.Immutable;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Governance;

/// <param name="Version">1, 2, ...: a new artifact is a new version.</param>
public readonly record struct ThingKey(string Id, int Version)
{
    public override string ToString() => $"{Id}@{Version}";
}

/// <summary>What an approval is of: the artifact and all that turns its score into a verdict.</summary>
public sealed record BoundHashes(Digest Artifact, Digest FeatureContract, Digest Calibration, Digest CutOffs);

/// <summary>A model that a strategy names, at exactly this artifact.</summary>
public readonly record struct NeededModel(ThingKey Key, Digest Artifact);

/// <param name="Label">The version that the document itself states, for people.</param>
/// <param name="Slot">The place where one champion decides, such as "risk/consumer"; each kind has slots of its own. Of a strategy it is the product.</param>
/// <param name="Models">What a strategy rests on; empty for other kinds.</param>
public sealed record Registration(
    ThingKind Kind, string Label, string Slot, BoundHashes Hashes, ImmutableArray<string> Developers, ImmutableArray<string> Owners, ImmutableArray<NeededModel> Models);

/// <summary>What a command says beyond its act; each act reads only what <see cref="Lifecycle"/> asks of it.</summary>
/// <param name="Text">Grounds, opinion, condition, step or outcome.</param>
/// <param name="Document">SHA-256 of a test report, validation report or minutes.</param>
/// <param name="Page">SHA-256 of the same as a page for people.</param>
/// <param name="Policy">SHA-256 of the policy document by which a test was judged.</param>
/// <param name="Passed">A test's or a validation's verdict; for a finding, true says that it is only a warning.</param>
/// <param name="Person">Who is related to the thing, or who owns a finding.</param>
/// <param name="Reference">Number of the event that opened the finding or attached the condition.</param>
/// <param name="Fallbacks">What takes over in the slots of what stops when a thing retires: itself, and strategies that rest on it.</param>
public sealed record Particulars(
    string Text = "", Digest Document = default, Digest Policy = default, bool Passed = false, Opinion Opinion = Opinion.Unspecified, BasisPoints Share = default,
    DateTimeOffset Due = default, string Person = "", long Reference = 0, ImmutableArray<ThingKey> Fallbacks = default, Registration? Registration = null, Digest Page = default)
{
    /// <summary>The documents that it names.</summary>
    public IEnumerable<Digest> Documents => new[] { Document, Page, Policy }.Where(named => named != default);

    /// <summary>Never default.</summary>
    public ImmutableArray<ThingKey> Fallbacks { get; init; } = Fallbacks.IsDefault ? [] : Fallbacks;
}

/// <param name="Hashes">What the caller means; a command that names other hashes than those registered is refused.</param>
public sealed record GovernanceCommand(Act Act, ThingKey Thing, BoundHashes Hashes, Particulars Particulars);

public sealed record Person(string Id, ImmutableHashSet<Role> Roles)
{
    public ImmutableArray<Role> InOrder => [.. Roles.Order()];
}

/// <summary>What followed from an accepted command; computed by <see cref="Lifecycle"/>, never by hand, so that the fold needs no policy.</summary>
/// <param name="Stage">Index of the stage of review in which votes are now given.</param>
/// <param name="ApprovedUntil">When re-validation is due; the default before approval.</param>
/// <param name="StoodDown">Champions whose place was taken: approved still, deciding no more.</param>
/// <param name="Stopped">Serving and shadowing strategies that rest on a thing that was stopped.</param>
/// <param name="Successors">The fallbacks that became champions in the same moment.</param>
/// <param name="Reassess">The shell must list and re-assess what rests on this thing (A41).</param>
public sealed record Consequences(
    LifeState Became, ServingMode Mode, BasisPoints Share, int Stage, DateTimeOffset ApprovedUntil, ImmutableArray<ThingKey> StoodDown, ImmutableArray<ThingKey> Stopped,
    ImmutableArray<ThingKey> Successors, bool Reassess);

/// <param name="Number">1, 2, ... within the log, without gaps.</param>
/// <param name="Roles">Those that <paramref name="Who"/> held then, ascending: whoever reads the log can decide each command again.</param>
/// <param name="Policy">Of the policy that it was decided by: <see cref="GovernancePolicy.Digest"/>.</param>
public sealed record GovernanceEvent(long Number, DateTimeOffset At, string Who, ImmutableArray<Role> Roles, GovernanceCommand Command, Digest Policy, Consequences Consequences);
