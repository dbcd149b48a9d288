using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Replays;

/// <summary>Asks a running service for replays and gathers what it tells.</summary>
internal static class Replaying
{
    /// <summary>Everything that a run told, and its last message.</summary>
    public sealed record Run(ReplayProgress Last, IReadOnlyList<ReplayedDecision> Told);

    public static async Task<Run> ReplayAsync(this RunningService service, ReplayRequest request, Metadata? bearing = null)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using AsyncServerStreamingCall<ReplayProgress> call = service.Replays().Replay(request, bearing, cancellationToken: cancellation);
        var told = new List<ReplayedDecision>();
        ReplayProgress? last = null;
        while (await call.ResponseStream.MoveNext(cancellation))
        {
            Assert.False(last?.Finished ?? false, "something was told after the last message");
            last = call.ResponseStream.Current;
            told.AddRange(last.Told);
        }
        Assert.True(last!.Finished);
        Assert.Equal(last.Done, last.Identical + last.Differing + last.NotReplayed);
        Assert.Equal(last.NotReplayed, last.Obstacles.Sum(obstacle => obstacle.Count));
        return new Run(last, told);
    }

    public static async Task<ReplayedDecision> ReplayOneAsync(this RunningService service, string decisionId, EvaluationForm form = EvaluationForm.Unspecified, Metadata? bearing = null)
    {
        Run run = await service.ReplayAsync(new ReplayRequest { DecisionId = decisionId, Form = form }, bearing);
        Assert.Equal((1, 1), (run.Last.Total, run.Last.Done));
        return Assert.Single(run.Told);
    }

    public static ReplayService.ReplayServiceClient Replays(this RunningService service) => new(service.Channel);
}
