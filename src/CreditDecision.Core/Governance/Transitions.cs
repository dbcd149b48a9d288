using System.Collections.Immutable;
using static CreditDecision.Core.Governance.LifeState;
using static CreditDecision.Core.Governance.Role;

namespace CreditDecision.Core.Governance;

/// <param name="From">The states in which the act is allowed.</param>
/// <param name="Roles">One of these is needed.</param>
/// <param name="Independent">Closed to whoever developed, owns, registered or submitted the thing (A37).</param>
public sealed record Transition(ImmutableArray<LifeState> From, ImmutableArray<Role> Roles, bool Independent);

/// <summary>
/// The life of a governed thing as one table: read it downwards. What an act leads to is in <see cref="Lifecycle"/>; nothing leads out of
/// Retired, and only review leads to Approved.
/// </summary>
public static class Transitions
{
    private static readonly ImmutableArray<LifeState> Resting = [Approved, ApprovedWithConditions];
    private static readonly ImmutableArray<LifeState> Running = [Shadow, Live, UnderObservation];
    private static readonly ImmutableArray<LifeState> Alive = [Draft, Submitted, Validated, InReview, Approved, ApprovedWithConditions, Rejected, Shadow, Live, UnderObservation, Suspended];
    private static readonly ImmutableArray<LifeState> Watched = [.. Resting, .. Running, Suspended];

    public static ImmutableDictionary<Act, Transition> Table { get; } = new Dictionary<Act, Transition>
    {
        [Act.Register] = new([LifeState.Unspecified], [Developer], false),
        [Act.ReportTest] = new([Draft], [Role.System], false),
        [Act.Submit] = new([Draft], [Developer], false),
        [Act.Validate] = new([Submitted], [Validator], true),
        [Act.OpenReview] = new([Validated], [CommitteeChair], true),
        [Act.DeclareRelation] = new([Draft, Submitted, Validated, InReview], [Validator, CommitteeMember, CommitteeChair, RiskOperations, SeniorManager], false),
        [Act.Vote] = new([InReview], [Validator, CommitteeMember, CommitteeChair, RiskOperations, SeniorManager], true),
        [Act.AttachCondition] = new([InReview], [CommitteeMember, CommitteeChair], true),
        [Act.ConcludeStage] = new([InReview], [CommitteeChair], true),
        [Act.FulfilCondition] = new([ApprovedWithConditions, .. Running, Suspended], [Validator, CommitteeChair], true),
        [Act.RunAsShadow] = new(Resting, [RiskOperations], true),
        [Act.MakeChampion] = new([.. Resting, Shadow, Live], [RiskOperations], true),
        [Act.MakeChallenger] = new([.. Resting, Shadow], [RiskOperations], true),
        [Act.RollBack] = new([.. Resting, Shadow], [RiskOperations], true),
        [Act.Observe] = new([Live], [Role.System, RiskOperations, Validator], false),
        [Act.EndObservation] = new([UnderObservation], [Validator, CommitteeChair], true),
        [Act.ProposeSuspension] = new([.. Resting, .. Running], [RiskOperations, SeniorManager, Board], false),
        [Act.ConfirmSuspension] = new([.. Resting, .. Running], [RiskOperations, SeniorManager, Board], false),
        [Act.LiftSuspension] = new([Suspended], [CommitteeChair], true),
        [Act.Retire] = new(Alive, [SeniorManager, RiskOperations], false),
        [Act.OpenFinding] = new(Watched, [Role.System, Validator, RiskOperations, Auditor], false),
        [Act.NoteFinding] = new(Watched, [Developer, Validator, RiskOperations], false),
        [Act.CloseFinding] = new(Watched, [Validator, Auditor], true),
    }.ToImmutableDictionary();
}
