using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Backtests;

/// <summary>A running service that has decided a few applications of every kind, and back-tests of them.</summary>
internal sealed class RecordedPeriod : IAsyncDisposable
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly ServiceHome _home;

    private RecordedPeriod(ServiceHome home) => _home = home;

    public RunningService Service { get; private set; } = null!;

    public BacktestService.BacktestServiceClient Client => new(Service.Channel);

    /// <summary>By application id, in the order in which they were decided.</summary>
    public Dictionary<string, (DecideRequest Request, Decision Decision)> Decided { get; } = [];

    /// <param name="home">Gone with the period; the embedded store where none is given.</param>
    public static async Task<RecordedPeriod> StartAsync(ServiceHome? home = null)
    {
        var period = new RecordedPeriod(home ?? new ServiceHome());
        period.Service = await period._home.StartAsync();
        for (int i = 0; i < 4; i++) await period.DecideAsync(Requests.Clean($"clean-{i}", person: 10 + i));
        for (int i = 0; i < 3; i++)
            await period.DecideAsync(Requests.Clean($"owes-{i}", person: 20 + i).With("card_utilisation", 0.7 + (0.1 * i)).With("lender_count", 3 + i));
        await period.DecideAsync(Bad("bad", person: 30));
        DecideRequest offline = Requests.Clean("offline", person: 31);
        offline.Process.CoreJudgement = CoreJudgement.Offline;
        await period.DecideAsync(offline);
        return period;
    }

    public string At(string name) => _home.Folder.At(name);

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        _home.Dispose();
    }

    public BacktestSettings Running()
    {
        Artifact strategy = Decided["clean-0"].Decision.Strategy;
        return new BacktestSettings { Candidate = new StrategyChoice { Id = strategy.Id, Version = strategy.Version }, Parallelism = 2 };
    }

    public async Task DecideAsync(DecideRequest request) =>
        Decided[request.ApplicationId] = (request, await Service.Client.DecideAsync(request, cancellationToken: _cancellation));

    public async Task<BacktestReport> RunAsync(BacktestSettings settings, params ObservedOutcomes[] outcomes)
    {
        using AsyncDuplexStreamingCall<BacktestInput, BacktestProgress> call = Client.Backtest(cancellationToken: _cancellation);
        try
        {
            await call.RequestStream.WriteAsync(new BacktestInput { Settings = settings }, _cancellation);
            foreach (ObservedOutcomes chunk in outcomes) await call.RequestStream.WriteAsync(new BacktestInput { Outcomes = chunk }, _cancellation);
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception refused) when (refused is RpcException or InvalidOperationException)
        {
            // Refused while it was still sending; why, the answers say.
        }
        BacktestProgress? last = null;
        while (await call.ResponseStream.MoveNext(_cancellation)) last = call.ResponseStream.Current;
        Assert.NotNull(last!.Report);
        Assert.Equal((last.Report.Decisions, last.Report.Decisions), (last.Done, last.Total));
        return last.Report;
    }

    public string StoreHash() => _home.StoreHash();

    private static DecideRequest Bad(string application, int person) => Requests.Clean(application, person)
        .With("months_past_due_now", 4).With("max_months_past_due_6m", 4).With("past_due_count_6m", 6).With("card_utilisation", 1.05)
        .With("card_utilisation_mean_6m", 1).With("card_payment_ratio_6m", 0.02).With("bureau_queries_3m", 14).With("lender_count", 8);
}
