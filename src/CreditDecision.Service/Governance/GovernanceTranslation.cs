using CreditDecision.Core.Audit;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Governance;
using CreditDecision.Service.Decisions;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Governance;

/// <summary>Governance as the API writes it. Enumerations of both have the same numbers.</summary>
internal static class GovernanceTranslation
{
    public static Wire.GovernanceEvent ToWire(ChainedEvent chained)
    {
        GovernanceEvent next = chained.Event;
        (Particulars said, Consequences effect) = (next.Command.Particulars, next.Consequences);
        var wire = new Wire.GovernanceEvent
        {
            Number = next.Number, At = next.At.ToTimestamp(), Who = next.Who, Act = (Wire.GovernanceAct)next.Command.Act, Thing = ToWire(next.Command.Thing),
            Hashes = ToWire(next.Command.Hashes), Text = said.Text, DocumentSha256 = Hex(said.Document), PageSha256 = Hex(said.Page), TestPolicySha256 = Hex(said.Policy), Passed = said.Passed,
            Opinion = (Wire.Opinion)said.Opinion, Due = Moment(said.Due), Person = said.Person, Reference = said.Reference, PolicySha256 = Hex(next.Policy),
            Became = (Wire.LifeState)effect.Became, Mode = (Wire.ServingMode)effect.Mode, ShareBps = effect.Share.Value, Stage = effect.Stage, ApprovedUntil = Moment(effect.ApprovedUntil),
            Canonical = ByteString.CopyFrom(EventBytes.Write(next)), Digest = ByteString.CopyFrom(chained.Digest.ToArray()),
        };
        if (effect.Became == LifeState.Shadow) wire.Mode = Wire.ServingMode.Shadow;
        wire.Roles.Add(next.Roles.Select(role => (int)role));
        wire.StoodDown.Add(effect.StoodDown.Select(ToWire));
        wire.Stopped.Add(effect.Stopped.Select(ToWire));
        wire.Successors.Add(effect.Successors.Select(ToWire));
        return wire;
    }

    public static Wire.GovernedThing ToWire(Thing thing, DateTimeOffset at)
    {
        Registration registered = thing.Registration;
        var wire = new Wire.GovernedThing
        {
            Thing = ToWire(thing.Key), Kind = (Wire.ThingKind)registered.Kind, Label = registered.Label, Slot = registered.Slot, Hashes = ToWire(registered.Hashes),
            RegisteredBy = thing.RegisteredBy, SubmittedBy = thing.SubmittedBy, State = (Wire.LifeState)thing.State, Mode = (Wire.ServingMode)thing.Mode, ShareBps = thing.Share.Value,
            HasTest = thing.HasTest, TestPassed = thing.TestPassed, Stage = thing.Stage, ApprovedUntil = Moment(thing.ApprovedUntil), Overdue = thing.IsOverdueAt(at),
            SuspensionProposedBy = thing.SuspensionProposedBy,
        };
        if (thing.State == LifeState.Shadow) wire.Mode = Wire.ServingMode.Shadow;
        wire.Developers.Add(registered.Developers);
        wire.Owners.Add(registered.Owners);
        wire.Models.Add(registered.Models.Select(need => new Wire.NeededModel { Thing = ToWire(need.Key), ArtifactSha256 = need.Artifact.ToString() }));
        wire.Votes.Add(thing.Votes.OrderBy(vote => vote.Key.Stage).ThenBy(vote => vote.Key.Voter, StringComparer.Ordinal)
            .Select(vote => new Wire.ThingVote { Stage = vote.Key.Stage, Voter = vote.Key.Voter, Opinion = (Wire.Opinion)vote.Value }));
        wire.Related.Add(thing.Related.Order(StringComparer.Ordinal));
        wire.Conditions.Add(thing.Conditions.Select(condition => new Wire.ThingCondition { Number = condition.Number, Text = condition.Text, Due = Moment(condition.Due), FulfilledBy = condition.FulfilledBy }));
        wire.Findings.Add(thing.Findings.Select(finding => new Wire.ThingFinding
        {
            Number = finding.Number, Breach = finding.Breach, Owner = finding.Owner, Due = Moment(finding.Due), Outcome = finding.Outcome, ClosedBy = finding.ClosedBy,
        }));
        return wire;
    }

    public static Wire.ThingKey ToWire(ThingKey key) => new() { Id = key.Id, Version = key.Version };

    /// <summary>Everything that stands against a command, each rule by its stable name.</summary>
    public static RpcException Refused(GovernanceCommand command, IReadOnlyList<Refusal> refused)
    {
        var failure = new PreconditionFailure();
        failure.Violations.AddRange(refused.Select(refusal => new PreconditionFailure.Types.Violation
        {
            Type = SnakeCase.Of(refusal.Reason).ToUpperInvariant(), Subject = command.Thing.ToString(), Description = refusal.Text,
        }));
        return Refusals.NotYet($"{command.Act} of {command.Thing} is refused: {string.Join(" ", refused.Select(refusal => refusal.Text))}", failure);
    }

    private static Wire.BoundHashes ToWire(BoundHashes hashes) => new()
    {
        ArtifactSha256 = Hex(hashes.Artifact), FeatureContractSha256 = Hex(hashes.FeatureContract), CalibrationSha256 = Hex(hashes.Calibration), CutOffsSha256 = Hex(hashes.CutOffs),
    };

    private static string Hex(Digest digest) => digest == default ? "" : digest.ToString();

    private static Timestamp? Moment(DateTimeOffset at) => at == default ? null : at.ToTimestamp();
}
