using System.Collections.Immutable;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Governance;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Values;
using CreditDecision.Modeling.Validation;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Governance.Testing;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Strategies.Contents;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Governance;

/// <summary>The gRPC face of governance: each command says what it says, and the rules say whether it is done.</summary>
internal sealed class GovernanceEndpoint(GovernanceDesk desk, GovernanceQueries queries, ContentKeeper contents, TestDesk tests) : Wire.ModelGovernanceService.ModelGovernanceServiceBase
{
    public override async Task<Wire.GovernanceEvent> Register(Wire.RegisterRequest request, ServerCallContext context)
    {
        var check = new GovernanceRequests();
        var kind = (ThingKind)check.Choice(request.Kind, "kind");
        ThingKey key = check.Key(check.Name(request.Id, "id"), request.Version, "thing", least: 0);
        (string slot, string text) = (check.Slot(request.Slot), check.Text(request.Text));
        ImmutableArray<string> developers = check.People(request.Developers, "developers"), owners = check.People(request.Owners, "owners");
        check.Throw();

        (StrategyBook? folder, IReadOnlyList<string> problems) = await contents.ReadFolderAsync(context.CancellationToken);
        if (folder is null) throw Lacking("The content folder has mistakes; nothing was registered.", problems);
        DescribedThing thing = DescribedThing.Find(folder, kind, request.Id, request.Label)
            ?? throw new RpcException(new Status(StatusCode.NotFound, $"The content folder has no {request.Kind} \"{request.Id}\"{(request.Label.Length > 0 ? $" of version \"{request.Label}\"" : ", or several versions of it: say the label")}."));
        var files = new Digest(Convert.FromHexString(folder.Content.Sha256));
        return await ExecuteAsync(context, state =>
        {
            ImmutableArray<NeededModel> needed = thing.NeededFrom(state.Portfolio, folder.Catalog, out IReadOnlyList<IModel> missing);
            if (missing.Count > 0) throw Lacking("The strategy's models must be registered first, just as the content folder has them.", [.. missing.Select(model => $"models: {model.Id}: is not registered at this artifact and calibration")]);
            int next = state.Portfolio.Things.Keys.Where(other => other.Id == key.Id).Select(other => other.Version).DefaultIfEmpty(0).Max() + 1;
            var registration = new Registration(kind, thing.Label, kind == ThingKind.Model && slot.Length > 0 ? slot : thing.Slot, thing.Hashes, developers, owners, needed);
            return new GovernanceCommand(
                Act.Register, key.Version == 0 ? key with { Version = next } : key, thing.Hashes, new Particulars(text, Document: files, Registration: registration));
        }, new GovernanceDocument(GovernanceDocumentKind.Content, "text/plain", System.Text.Encoding.UTF8.GetBytes(folder.Content.Text)));
    }

    public override async Task<Wire.TestAnswer> RunDevelopmentTest(IAsyncStreamReader<Wire.RunDevelopmentTestRequest> requestStream, ServerCallContext context)
    {
        GovernanceRequests.PersonOf(context);
        (Wire.DevelopmentTestOrder order, ReadOnlyMemory<byte> data) = await TestIntake.ReadAsync(requestStream, context.CancellationToken);
        var check = new GovernanceRequests();
        (ThingKey key, Digest artifact) = check.Thing(order.Thing);
        string text = check.Text(order.Text);
        RowChoice choice = TestIntake.Check(order, check);
        check.Throw();
        TestedThing tested = await tests.FindAsync(key, context.CancellationToken);
        if (tested.Thing.Registration.Kind != ThingKind.Model) throw OtherTest(key, "RunConformityTest");
        return await ReportAsync(context, tested, artifact, text, await tests.RunAsync(tested, order.Policy.Memory, choice, order.DataName, data, context.CancellationToken));
    }

    public override async Task<Wire.TestAnswer> RunConformityTest(Wire.RunConformityTestRequest request, ServerCallContext context)
    {
        var check = new GovernanceRequests();
        (ThingKey key, Digest artifact) = check.Thing(request.Thing);
        string text = check.Text(request.Text);
        check.Throw();
        TestedThing tested = await tests.FindAsync(key, context.CancellationToken);
        if (tested.Thing.Registration.Kind == ThingKind.Model) throw OtherTest(key, "RunDevelopmentTest");
        return await ReportAsync(context, tested, artifact, text, ConformityTest.Of(tested));
    }

    public override Task<Wire.GovernanceEvent> Submit(Wire.SubmitRequest request, ServerCallContext context) => CommandAsync(context, request.Thing, Act.Submit, request.Text);

    public override Task<Wire.GovernanceEvent> Validate(Wire.ValidateRequest request, ServerCallContext context)
    {
        var check = new GovernanceRequests();
        GovernanceDocument? report = check.Document(request.Report, GovernanceDocumentKind.ValidationReport, "report");
        return CommandAsync(context, request.Thing, Act.Validate, request.Text, check, said => said with { Passed = request.Passed, Document = report!.Sha256 }, report);
    }

    public override Task<Wire.GovernanceEvent> OpenReview(Wire.OpenReviewRequest request, ServerCallContext context) => CommandAsync(context, request.Thing, Act.OpenReview, request.Text);

    public override Task<Wire.GovernanceEvent> DeclareRelation(Wire.DeclareRelationRequest request, ServerCallContext context)
    {
        var check = new GovernanceRequests();
        string person = check.Name(request.Person, "person");
        return CommandAsync(context, request.Thing, Act.DeclareRelation, request.Text, check, said => said with { Person = person });
    }

    public override Task<Wire.GovernanceEvent> Vote(Wire.VoteRequest request, ServerCallContext context)
    {
        var check = new GovernanceRequests();
        var opinion = (Opinion)check.Choice(request.Opinion, "opinion");
        return CommandAsync(context, request.Thing, Act.Vote, request.Text, check, said => said with { Opinion = opinion });
    }

    public override Task<Wire.GovernanceEvent> AttachCondition(Wire.AttachConditionRequest request, ServerCallContext context)
    {
        var check = new GovernanceRequests();
        DateTimeOffset due = check.Moment(request.Due, "due");
        return CommandAsync(context, request.Thing, Act.AttachCondition, request.Text, check, said => said with { Due = due });
    }

    public override Task<Wire.GovernanceEvent> ConcludeStage(Wire.ConcludeStageRequest request, ServerCallContext context)
    {
        var check = new GovernanceRequests();
        GovernanceDocument? minutes = check.Document(request.Minutes, GovernanceDocumentKind.Minutes, "minutes");
        return CommandAsync(context, request.Thing, Act.ConcludeStage, request.Text, check, said => said with { Document = minutes!.Sha256 }, minutes);
    }

    public override Task<Wire.GovernanceEvent> FulfilCondition(Wire.FulfilConditionRequest request, ServerCallContext context)
    {
        var check = new GovernanceRequests();
        long condition = check.Reference(request.Condition, "condition");
        return CommandAsync(context, request.Thing, Act.FulfilCondition, request.Text, check, said => said with { Reference = condition });
    }

    public override Task<Wire.GovernanceEvent> Activate(Wire.ActivateRequest request, ServerCallContext context)
    {
        var check = new GovernanceRequests();
        Act act = check.Choice(request.Mode, "mode") switch
        {
            Wire.ServingMode.Challenger => Act.MakeChallenger,
            Wire.ServingMode.Shadow => Act.RunAsShadow,
            _ => Act.MakeChampion,
        };
        if (request.ShareBps is < 0 or > BasisPoints.PerWhole) check.Errors.Add(new("share_bps", $"must be 0 to {BasisPoints.PerWhole}"));
        if (act != Act.MakeChallenger && request.ShareBps != 0) check.Errors.Add(new("share_bps", "is of challengers only"));
        return CommandAsync(context, request.Thing, act, request.Text, check, said => said with { Share = new BasisPoints(request.ShareBps) });
    }

    public override Task<Wire.GovernanceEvent> RollBack(Wire.RollBackRequest request, ServerCallContext context) => CommandAsync(context, request.Thing, Act.RollBack, request.Text);

    public override Task<Wire.GovernanceEvent> Observe(Wire.ObserveRequest request, ServerCallContext context) => CommandAsync(context, request.Thing, Act.Observe, request.Text);

    public override Task<Wire.GovernanceEvent> EndObservation(Wire.EndObservationRequest request, ServerCallContext context) =>
        CommandAsync(context, request.Thing, Act.EndObservation, request.Text);

    public override Task<Wire.GovernanceEvent> ProposeSuspension(Wire.ProposeSuspensionRequest request, ServerCallContext context) =>
        CommandAsync(context, request.Thing, Act.ProposeSuspension, request.Text);

    public override Task<Wire.GovernanceEvent> ConfirmSuspension(Wire.ConfirmSuspensionRequest request, ServerCallContext context) =>
        CommandAsync(context, request.Thing, Act.ConfirmSuspension, request.Text);

    public override Task<Wire.GovernanceEvent> LiftSuspension(Wire.LiftSuspensionRequest request, ServerCallContext context) =>
        CommandAsync(context, request.Thing, Act.LiftSuspension, request.Text);

    public override Task<Wire.GovernanceEvent> Retire(Wire.RetireRequest request, ServerCallContext context)
    {
        var check = new GovernanceRequests();
        ImmutableArray<ThingKey> fallbacks = check.Fallbacks(request.Fallbacks);
        return CommandAsync(context, request.Thing, Act.Retire, request.Text, check, said => said with { Fallbacks = fallbacks });
    }

    public override Task<Wire.GovernanceEvent> OpenFinding(Wire.OpenFindingRequest request, ServerCallContext context)
    {
        var check = new GovernanceRequests();
        string owner = check.Name(request.Owner, "owner");
        DateTimeOffset due = check.Moment(request.Due, "due");
        return CommandAsync(context, request.Thing, Act.OpenFinding, request.Text, check, said => said with { Passed = !request.Breach, Person = owner, Due = due });
    }

    public override Task<Wire.GovernanceEvent> NoteFinding(Wire.NoteFindingRequest request, ServerCallContext context) =>
        FindingAsync(context, request.Thing, Act.NoteFinding, request.Finding, request.Text);

    public override Task<Wire.GovernanceEvent> CloseFinding(Wire.CloseFindingRequest request, ServerCallContext context) =>
        FindingAsync(context, request.Thing, Act.CloseFinding, request.Finding, request.Text);

    public override Task<Wire.GovernedThing> GetThing(Wire.GetThingRequest request, ServerCallContext context) => queries.GetAsync(request, context.CancellationToken);

    public override Task<Wire.ListThingsResponse> ListThings(Wire.ListThingsRequest request, ServerCallContext context) => queries.ListAsync(request, context.CancellationToken);

    public override Task<Wire.ListEventsResponse> ListEvents(Wire.ListEventsRequest request, ServerCallContext context) => queries.EventsAsync(request, context.CancellationToken);

    public override Task<Wire.GovernanceDocument> GetDocument(Wire.GetDocumentRequest request, ServerCallContext context) => queries.DocumentAsync(request, context.CancellationToken);

    private Task<Wire.GovernanceEvent> FindingAsync(ServerCallContext context, Wire.ThingRef thing, Act act, long number, string text)
    {
        var check = new GovernanceRequests();
        long finding = check.Reference(number, "finding");
        return CommandAsync(context, thing, act, text, check, said => said with { Reference = finding });
    }

    /// <param name="more">What the act says beside its text; asked for only when no field is wrong.</param>
    private Task<Wire.GovernanceEvent> CommandAsync(
        ServerCallContext context, Wire.ThingRef thing, Act act, string text, GovernanceRequests? check = null, Func<Particulars, Particulars>? more = null, GovernanceDocument? document = null)
    {
        check ??= new GovernanceRequests();
        (ThingKey key, Digest artifact) = check.Thing(thing);
        var said = new Particulars(check.Text(text));
        check.Throw();
        if (more is not null) said = more(said);
        return ExecuteAsync(context, state =>
        {
            if (!state.Portfolio.Things.TryGetValue(key, out Thing? registered)) throw GovernanceQueries.Unknown(key);
            // The caller names the artifact; what else was registered goes with it.
            return new GovernanceCommand(act, key, registered.Registration.Hashes with { Artifact = artifact }, said);
        }, document);
    }

    // What the service itself found is the system's word, whoever asked for the test.
    private async Task<Wire.TestAnswer> ReportAsync(ServerCallContext context, TestedThing tested, Digest artifact, string text, SystemTest test)
    {
        BoundHashes hashes = tested.Thing.Registration.Hashes with { Artifact = artifact };
        Wire.GovernanceEvent reported = await ExecuteAsync(context, _ => new GovernanceCommand(Act.ReportTest, tested.Thing.Key, hashes, test.Said(text)), test.Documents, isSystem: true);
        var answer = new Wire.TestAnswer { Passed = test.Passed, Event = reported };
        answer.Checks.Add(test.Checks);
        return answer;
    }

    private static RpcException OtherTest(ThingKey key, string method) => new(new Status(StatusCode.FailedPrecondition, $"{key} is tested by {method}."));

    private Task<Wire.GovernanceEvent> ExecuteAsync(ServerCallContext context, Func<GovernanceState, GovernanceCommand> command, GovernanceDocument? document) =>
        ExecuteAsync(context, command, document is null ? [] : [document], isSystem: false);

    private async Task<Wire.GovernanceEvent> ExecuteAsync(ServerCallContext context, Func<GovernanceState, GovernanceCommand> command, IReadOnlyList<GovernanceDocument> documents, bool isSystem)
    {
        Person who = GovernanceRequests.PersonOf(context);
        if (isSystem) who = who with { Roles = who.Roles.Add(Role.System) };
        GovernanceCommand? last = null;
        GovernanceOutcome outcome = await desk.ExecuteAsync(state => last = command(state), who, documents, context.CancellationToken);
        if (outcome.Refused.Count > 0) throw GovernanceTranslation.Refused(last!, outcome.Refused);
        if (outcome.Event is not { } done) throw Lacking("The content in force does not hold what would be in force; reload the content first.", outcome.Problems);
        return GovernanceTranslation.ToWire(done);
    }

    // A problem starts with its file.
    private static RpcException Lacking(string message, IReadOnlyList<string> problems) => Refusals.FailedPrecondition(message, [.. problems.Select(StrategyEndpoint.ToError)]);
}
