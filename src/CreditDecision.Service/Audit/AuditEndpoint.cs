using System.Collections.Concurrent;
using CreditDecision.Core.Audit;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Ledger.Chaining;
using CreditDecision.Service.PersonalData;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Audit;

/// <summary>The gRPC face of the audit trail.</summary>
internal sealed class AuditEndpoint(IAuditTrail trail, PersonalDataKeys keys, AuditLog log, TimeProvider time) : Wire.AuditService.AuditServiceBase, IDisposable
{
    private static readonly TimeSpan BetweenProgress = TimeSpan.FromSeconds(1);

    // A message of findings stays far below the size that clients take.
    private const int MostInMessage = 1_000;

    private readonly SemaphoreSlim _turn = new(1);

    /// <exception cref="LedgerUnavailableException">The store cannot be written.</exception>
    public override Task<Wire.AuditHead> GetHead(Wire.GetHeadRequest request, ServerCallContext context)
    {
        StoredAnchor? added = trail.AddAnchor(time.GetUtcNow(), isWhole: true);
        return Task.FromResult(ToWire(added ?? Newest()));
    }

    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    public override async Task Verify(Wire.VerifyRequest request, IServerStreamWriter<Wire.VerifyProgress> responseStream, ServerCallContext context)
    {
        AuditOrder order = AuditOrder.Read(request);
        if (!await _turn.WaitAsync(TimeSpan.Zero, context.CancellationToken))
            throw new RpcException(new Status(StatusCode.ResourceExhausted, "Another verification is running; one runs at a time."));
        try
        {
            await RunAsync(order, responseStream, context.CancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task RunAsync(AuditOrder order, IServerStreamWriter<Wire.VerifyProgress> responses, CancellationToken cancellation)
    {
        long start = time.GetTimestamp(), found = 0;
        var told = new ConcurrentQueue<AuditFinding>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using IAuditView view = trail.OpenAudit();
        var run = new AuditRun(view, keys.ChainSeal(), order, Find, stop.Token);
        Task running = Task.Factory.StartNew(run.Run, stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            while (await Task.WhenAny(running, Task.Delay(BetweenProgress, time, cancellation)) != running)
                await responses.WriteAsync(Progress(run, told), cancellation);
        }
        finally
        {
            // The store is not let go of under a thread that reads it.
            await stop.CancelAsync();
            await Task.WhenAny(running);
        }
        await running;
        if (found > 0) log.Found(found);
        while (told.Count > MostInMessage) await responses.WriteAsync(Progress(run, told), cancellation);
        Wire.VerifyProgress last = Progress(run, told);
        last.Report = Report(run, found, time.GetElapsedTime(start));
        await responses.WriteAsync(last, cancellation);

        void Find(AuditFinding finding)
        {
            if (++found <= order.MostTold) told.Enqueue(finding);
        }
    }

    private StoredAnchor Newest()
    {
        using IAuditView view = trail.OpenAudit();
        // An anchor is only not added where there is one already.
        return view.Anchors().Last();
    }

    private static Wire.VerifyProgress Progress(AuditRun run, ConcurrentQueue<AuditFinding> told)
    {
        var progress = new Wire.VerifyProgress { Anchors = run.Anchors, Links = run.Links, Records = run.Records };
        while (progress.Findings.Count < MostInMessage && told.TryDequeue(out AuditFinding finding))
            progress.Findings.Add(new Wire.AuditFinding
            {
                Kind = (Wire.AuditFindingKind)finding.Kind,
                Subject = finding.Subject,
                Place = finding.Place,
                Detail = finding.Detail,
            });
        return progress;
    }

    private static Wire.AuditReport Report(AuditRun run, long found, TimeSpan elapsed) => new()
    {
        Findings = found,
        Unchained = run.Unchained,
        Head = run.Head is { } head ? ToWire(head) : null,
        Seconds = elapsed.TotalSeconds,
    };

    private static Wire.AuditHead ToWire(StoredAnchor stored) => new()
    {
        Anchor = stored.Anchor.Number,
        MadeAt = stored.Anchor.MadeAt.ToTimestamp(),
        Digest = ByteString.CopyFrom(stored.Digest.ToArray()),
    };
}
