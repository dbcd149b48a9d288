using System.Collections.Concurrent;
using CreditDecision.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CreditDecision.Cli.Tests.Commands;

/// <summary>A service of one product with champion, challenger and shadow, which keeps what it was asked.</summary>
public sealed class ScriptedStrategies : StrategyService.StrategyServiceBase
{
    public ConcurrentQueue<IMessage> Asked { get; } = new();

    public Func<ChangeContentResponse> Changes { get; set; } = () => new ChangeContentResponse { Running = Content("b"), Changed = true };

    public Func<ListShadowsResponse> Shadows { get; set; } = () => new ListShadowsResponse();

    public override Task<ListStrategiesResponse> ListStrategies(ListStrategiesRequest request, ServerCallContext context) => Keep(request, new ListStrategiesResponse
    {
        ContentSha256 = new string('b', 64),
        Strategies =
        {
            new LoadedStrategy { Product = "cash", Strategy = Strategy("2026.1"), Role = StrategyRole.Champion, FirstBucket = 500, ShareBps = 9_500 },
            new LoadedStrategy { Product = "cash", Strategy = Strategy("2026.2"), Role = StrategyRole.Challenger, ShareBps = 500 },
            new LoadedStrategy { Product = "cash", Strategy = Strategy("2026.3"), Shadow = true },
        },
    });

    public override Task<GetContentResponse> GetContent(GetContentRequest request, ServerCallContext context) => Keep(request, new GetContentResponse
    {
        Running = Content("b"),
        Earlier = { Content("a") },
        Shadows = new ShadowCounts { Recorded = 1_234, Waiting = 5, LeftOut = 6 },
    });

    public override Task<ChangeContentResponse> ReloadContent(ReloadContentRequest request, ServerCallContext context) => Keep(request, Changes());

    public override Task<ChangeContentResponse> RollBackContent(RollBackContentRequest request, ServerCallContext context) => Keep(request, Changes());

    public override Task<ListShadowsResponse> ListShadows(ListShadowsRequest request, ServerCallContext context) => Keep(request, Shadows());

    public static ServedContent Content(string letter) => new()
    {
        Sha256 = new string(letter[0], 64),
        Since = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch),
        RequestedBy = $"op-{letter}",
        Strategies = { Strategy("2026.1") },
    };

    private static Artifact Strategy(string version) => new() { Id = "cash", Version = version, Sha256 = new string('c', 64), Kind = "strategy" };

    private Task<T> Keep<T>(IMessage request, T answer)
    {
        Asked.Enqueue(request);
        return Task.FromResult(answer);
    }
}
