using System.Diagnostics;
using System.Diagnostics.Metrics;
using CreditDecision.Service.Telemetry;

namespace CreditDecision.Service.Ledger;

/// <summary>How the ledger keeps up: who waits, and what a commit takes.</summary>
internal static class LedgerMetrics
{
    private static readonly Meter Meter = new("CreditDecision.Ledger");

    private static readonly Histogram<long> Size = Meter.CreateHistogram<long>(
        "creditdecision.ledger.batch.size", "{decision}", "Decisions that shared a transaction.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "creditdecision.ledger.commit.duration", "s", "Commits of batches, with what was tried again, by result.");

    private static readonly Counter<long> Refused = Meter.CreateCounter<long>(
        "creditdecision.ledger.queue.refused", "{decision}", "Decisions that were refused because the queue was full.");

    /// <summary>Lets the queue be asked for its length. Once in a process.</summary>
    public static void Observe(ILedgerStore store) =>
        Meter.CreateObservableGauge("creditdecision.ledger.queue.length", () => store.Waiting, "{decision}", "Decisions that wait to be committed.");

    public static void QueueWasFull() => Refused.Add(1);

    /// <summary>The span of a batch's commit: a part of the first of its decisions that is traced, and linked to all of them; null where none is.</summary>
    public static Activity? Begin(IReadOnlyList<WaitingDecision> batch)
    {
        if (!Spans.Source.HasListeners()) return null;
        ActivityLink[] links = [.. batch.Where(waiting => waiting.Span is not null).Select(waiting => new ActivityLink(waiting.Span!.Context))];
        if (links.Length == 0) return null;
        Activity? span = Spans.Source.StartActivity("commit batch", ActivityKind.Internal, links[0].Context, links: links);
        span?.SetTag("creditdecision.batch.size", batch.Count);
        return span;
    }

    public static void Committed(int decisions, TimeSpan elapsed, bool succeeded)
    {
        Size.Record(decisions);
        Duration.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("result", succeeded ? "committed" : "failed"));
    }
}
