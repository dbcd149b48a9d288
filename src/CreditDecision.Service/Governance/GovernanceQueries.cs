using CreditDecision.Core.Audit;
using CreditDecision.Core.Governance;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Strategies.Contents;
using Google.Protobuf;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Governance;

/// <summary>What governance knows, now and at any moment of its past.</summary>
internal sealed class GovernanceQueries(GovernanceStore store, GovernanceBook book, IContentGate gate, TimeProvider time)
{
    private const int DefaultPage = 100, LargestPage = 500;

    public async Task<Wire.GovernedThing> GetAsync(Wire.GetThingRequest request, CancellationToken cancellation)
    {
        var check = new GovernanceRequests();
        ThingKey key = request.Thing is { } asked ? check.Key(asked.Id, asked.Version, "thing", least: 0) : default;
        if (request.Thing is null) check.Errors.Add(new("thing", "is required"));
        DateTimeOffset at = AsOf(check, request.AsOf);
        check.Throw();
        Portfolio portfolio = PortfolioAt(await book.FollowAsync(cancellation), request.AsOf is null, at);
        Thing? found = key.Version > 0
            ? portfolio.Things.GetValueOrDefault(key)
            : portfolio.Things.Values.Where(thing => thing.Key.Id == key.Id).MaxBy(thing => thing.Key.Version);
        return GovernanceTranslation.ToWire(found ?? throw Unknown(key), at);
    }

    public async Task<Wire.ListThingsResponse> ListAsync(Wire.ListThingsRequest request, CancellationToken cancellation)
    {
        var check = new GovernanceRequests();
        if (request.Kind != Wire.ThingKind.Unspecified) check.Choice(request.Kind, "kind");
        DateTimeOffset at = AsOf(check, request.AsOf);
        check.Throw();
        GovernanceState state = await book.FollowAsync(cancellation);
        Portfolio portfolio = PortfolioAt(state, request.AsOf is null, at);
        IEnumerable<Thing> things = portfolio.Things.Values
            .Where(thing => request.Kind == Wire.ThingKind.Unspecified || (int)thing.Registration.Kind == (int)request.Kind)
            .Where(thing => !request.InForce || thing.Serves || thing.State == LifeState.Shadow)
            .OrderBy(thing => thing.Registration.Kind).ThenBy(thing => thing.Key.Id, StringComparer.Ordinal).ThenBy(thing => thing.Key.Version);
        var response = new Wire.ListThingsResponse { LastEvent = portfolio.LastNumber, Enforced = gate.Part == ContentPart.Base };
        response.Things.Add(things.Select(thing => GovernanceTranslation.ToWire(thing, at)));
        if (portfolio.LastNumber > 0) response.LastDigest = ByteString.CopyFrom(state.Log[(int)portfolio.LastNumber - 1].Digest.ToArray());
        return response;
    }

    public async Task<Wire.ListEventsResponse> EventsAsync(Wire.ListEventsRequest request, CancellationToken cancellation)
    {
        var check = new GovernanceRequests();
        ThingKey? key = request.Thing is { } asked ? check.Key(asked.Id, asked.Version, "thing", least: 0) : null;
        int size = Paging.SizeOf(request.PageSize, DefaultPage, LargestPage, check.Errors);
        long after = Paging.NumberOf(request.PageToken, 0, check.Errors);
        check.Throw();
        GovernanceState state = await book.FollowAsync(cancellation);
        // One more tells whether there is another page.
        ChainedEvent[] found = [.. state.Log.Skip((int)Math.Min(after, int.MaxValue)).Where(next => key is not { } of || Concerns(next.Event, of)).Take(size + 1)];
        var response = new Wire.ListEventsResponse { Events = { found.Take(size).Select(GovernanceTranslation.ToWire) } };
        if (found.Length > size) response.NextPageToken = Paging.TokenOf(found[size - 1].Event.Number);
        return response;
    }

    public async Task<Wire.GovernanceDocument> DocumentAsync(Wire.GetDocumentRequest request, CancellationToken cancellation)
    {
        var check = new GovernanceRequests();
        Digest sha256 = check.Hash(request.Sha256, "sha256");
        check.Throw();
        GovernanceDocument found = await store.FindAsync(sha256, cancellation) ?? throw new RpcException(new Status(StatusCode.NotFound, $"There is no document {sha256}."));
        return new Wire.GovernanceDocument { Kind = (int)found.Kind, MediaType = found.MediaType, Content = ByteString.CopyFrom(found.Content.Span) };
    }

    public static RpcException Unknown(ThingKey key) => new(new Status(StatusCode.NotFound, $"{(key.Version > 0 ? key : key.Id)} is not registered."));

    // Also what stopped with it, or took its place.
    private static bool Concerns(GovernanceEvent next, ThingKey key)
    {
        bool Is(ThingKey other) => other.Id == key.Id && (key.Version == 0 || other.Version == key.Version);
        Consequences effect = next.Consequences;
        return Is(next.Command.Thing) || effect.StoodDown.Any(Is) || effect.Stopped.Any(Is) || effect.Successors.Any(Is);
    }

    private DateTimeOffset AsOf(GovernanceRequests check, Google.Protobuf.WellKnownTypes.Timestamp? asOf) =>
        asOf is null ? time.GetUtcNow() : check.Moment(asOf, "as_of");

    private static Portfolio PortfolioAt(GovernanceState state, bool isNow, DateTimeOffset at) => isNow ? state.Portfolio : Portfolio.AsOf(state.Events, at);
}
