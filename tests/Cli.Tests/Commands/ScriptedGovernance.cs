using System.Collections.Concurrent;
using CreditDecision.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace CreditDecision.Cli.Tests.Commands;

/// <summary>Does whatever it is asked, keeps what that was, and refuses to retire.</summary>
public sealed class ScriptedGovernance : ModelGovernanceService.ModelGovernanceServiceBase
{
    public static readonly string Artifact = new('a', 64);

    public ConcurrentQueue<IMessage> Asked { get; } = new();

    public override Task<GovernanceEvent> Register(RegisterRequest request, ServerCallContext context) =>
        Done(request, GovernanceAct.Register, new ThingRef { Id = request.Id, Version = 1 });

    public override async Task<TestAnswer> RunDevelopmentTest(IAsyncStreamReader<RunDevelopmentTestRequest> requestStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken)) Asked.Enqueue(requestStream.Current);
        return Tested(passed: false);
    }

    public override Task<TestAnswer> RunConformityTest(RunConformityTestRequest request, ServerCallContext context)
    {
        Asked.Enqueue(request);
        return Task.FromResult(Tested(passed: true));
    }

    public override Task<GovernanceEvent> Submit(SubmitRequest request, ServerCallContext context) => Done(request, GovernanceAct.Submit, request.Thing);

    public override Task<GovernanceEvent> Validate(ValidateRequest request, ServerCallContext context) => Done(request, GovernanceAct.Validate, request.Thing);

    public override Task<GovernanceEvent> OpenReview(OpenReviewRequest request, ServerCallContext context) => Done(request, GovernanceAct.OpenReview, request.Thing);

    public override Task<GovernanceEvent> DeclareRelation(DeclareRelationRequest request, ServerCallContext context) => Done(request, GovernanceAct.DeclareRelation, request.Thing);

    public override Task<GovernanceEvent> Vote(VoteRequest request, ServerCallContext context) => Done(request, GovernanceAct.Vote, request.Thing);

    public override Task<GovernanceEvent> AttachCondition(AttachConditionRequest request, ServerCallContext context) => Done(request, GovernanceAct.AttachCondition, request.Thing);

    public override Task<GovernanceEvent> ConcludeStage(ConcludeStageRequest request, ServerCallContext context) => Done(request, GovernanceAct.ConcludeStage, request.Thing);

    public override Task<GovernanceEvent> FulfilCondition(FulfilConditionRequest request, ServerCallContext context) => Done(request, GovernanceAct.FulfilCondition, request.Thing);

    public override Task<GovernanceEvent> Activate(ActivateRequest request, ServerCallContext context) => Done(request, GovernanceAct.MakeChallenger, request.Thing);

    public override Task<GovernanceEvent> RollBack(RollBackRequest request, ServerCallContext context) => Done(request, GovernanceAct.RollBack, request.Thing);

    public override Task<GovernanceEvent> Observe(ObserveRequest request, ServerCallContext context) => Done(request, GovernanceAct.Observe, request.Thing);

    public override Task<GovernanceEvent> EndObservation(EndObservationRequest request, ServerCallContext context) => Done(request, GovernanceAct.EndObservation, request.Thing);

    public override Task<GovernanceEvent> ProposeSuspension(ProposeSuspensionRequest request, ServerCallContext context) => Done(request, GovernanceAct.ProposeSuspension, request.Thing);

    public override Task<GovernanceEvent> ConfirmSuspension(ConfirmSuspensionRequest request, ServerCallContext context) => Done(request, GovernanceAct.ConfirmSuspension, request.Thing);

    public override Task<GovernanceEvent> LiftSuspension(LiftSuspensionRequest request, ServerCallContext context) => Done(request, GovernanceAct.LiftSuspension, request.Thing);

    public override Task<GovernanceEvent> Retire(RetireRequest request, ServerCallContext context)
    {
        Asked.Enqueue(request);
        var failure = new PreconditionFailure();
        failure.Violations.Add(new PreconditionFailure.Types.Violation { Type = "FALLBACK_MISSING", Subject = "risk@1", Description = "Somebody must follow." });
        failure.Violations.Add(new PreconditionFailure.Types.Violation { Type = "ROLE_MISSING", Subject = "risk@1", Description = "Retire needs a role." });
        throw ScriptedService.WithDetails(StatusCode.FailedPrecondition, "Retire of risk@1 is refused", failure);
    }

    public override Task<GovernanceEvent> OpenFinding(OpenFindingRequest request, ServerCallContext context) => Done(request, GovernanceAct.OpenFinding, request.Thing);

    public override Task<GovernanceEvent> NoteFinding(NoteFindingRequest request, ServerCallContext context) => Done(request, GovernanceAct.NoteFinding, request.Thing);

    public override Task<GovernanceEvent> CloseFinding(CloseFindingRequest request, ServerCallContext context) => Done(request, GovernanceAct.CloseFinding, request.Thing);

    public override Task<GovernedThing> GetThing(GetThingRequest request, ServerCallContext context) => Task.FromResult(Thing(request.Thing));

    public override Task<ListThingsResponse> ListThings(ListThingsRequest request, ServerCallContext context)
    {
        Asked.Enqueue(request);
        return Task.FromResult(new ListThingsResponse { Things = { Thing(new ThingKey { Id = "risk", Version = 1 }) }, LastEvent = 7, LastDigest = ByteString.CopyFrom(new byte[32]) });
    }

    public override Task<ListEventsResponse> ListEvents(ListEventsRequest request, ServerCallContext context)
    {
        Asked.Enqueue(request);
        var one = new GovernanceEvent { Number = 41, Who = "li.na", Act = GovernanceAct.Vote, Opinion = Opinion.Against, Thing = request.Thing, Became = LifeState.InReview, Text = "too thin" };
        return Task.FromResult(new ListEventsResponse { Events = { one }, NextPageToken = "41" });
    }

    public override Task<GovernanceDocument> GetDocument(GetDocumentRequest request, ServerCallContext context) =>
        Task.FromResult(new GovernanceDocument { Kind = 5, MediaType = "text/markdown", Content = ByteString.CopyFromUtf8("# Minutes") });

    private static GovernedThing Thing(ThingKey key) => new()
    {
        Thing = key, Kind = ThingKind.Model, Label = "2026.1", Slot = "risk", State = LifeState.Live, Mode = ServingMode.Challenger, ShareBps = 1_500, Developers = { "dev" }, Owners = { "owner" },
        Hashes = new BoundHashes { ArtifactSha256 = Artifact }, Findings = { new ThingFinding { Number = 31, Breach = true, Owner = "dev", Due = new Timestamp { Seconds = 1_796_400_000 } } },
    };

    private static TestAnswer Tested(bool passed) => new()
    {
        Passed = passed, Checks = { new TestCheck { Name = "auc", Value = 0.61, Kind = "at_least", Bound = 0.7, Passed = passed } },
        Event = new GovernanceEvent { Number = 9, Thing = new ThingKey { Id = "risk", Version = 1 }, DocumentSha256 = new string('d', 64) },
    };

    private Task<GovernanceEvent> Done(IMessage asked, GovernanceAct act, ThingRef thing)
    {
        Asked.Enqueue(asked);
        return Task.FromResult(new GovernanceEvent
        {
            Number = 12, Who = "li.na", Act = act, Thing = new ThingKey { Id = thing.Id, Version = thing.Version }, Became = LifeState.Live, Hashes = new BoundHashes { ArtifactSha256 = Artifact },
        });
    }
}
