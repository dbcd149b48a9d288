using System.Diagnostics;
using System.Diagnostics.Metrics;
using CreditDecision.Core.Documents;
using CreditDecision.Service.Telemetry;
using CreditDecision.V1;
using Decision = CreditDecision.Core.Decisions.Decision;
using DegradedMark = CreditDecision.Core.Decisions.DegradedMark;

namespace CreditDecision.Service.Decisions;

/// <summary>What is decided, and how long its stages take. No label tells of a borrower or of a single application.</summary>
internal static class DecisionMetrics
{
    private static readonly Meter Meter = new("CreditDecision.Decisions");

    private static readonly Counter<long> Made = Meter.CreateCounter<long>(
        "creditdecision.decisions", "{decision}", "Decisions that were recorded, by product, outcome and arm of the rollout.");

    private static readonly Counter<long> Degraded = Meter.CreateCounter<long>(
        "creditdecision.decisions.degraded", "{mark}", "Marks of recorded decisions that something was missing or unusable, by cause.");

    private static readonly Counter<long> Again = Meter.CreateCounter<long>(
        "creditdecision.decisions.again", "{decision}", "Applications that were decided already and were answered so.");

    private static readonly Counter<long> Overtaken = Meter.CreateCounter<long>(
        "creditdecision.decisions.overtaken", "{decision}", "Decisions that were made anew because other content had come to serve.");

    private static readonly Histogram<double> Stage = Meter.CreateHistogram<double>(
        "creditdecision.decide.stage.duration", "s", "Parts of a decision: gather, decide, commit, and the whole.");

    /// <summary>Counts a decision that was recorded.</summary>
    /// <param name="experiment">Null where nobody was dealt.</param>
    public static void Recorded(string product, Experiment? experiment, Decision decision)
    {
        if (Made.Enabled)
        {
            var tags = new TagList { { "product", product }, { "outcome", SnakeCase.Of(decision.Outcome) }, { "arm", experiment?.Arm ?? "none" } };
            Made.Add(1, tags);
        }
        if (!Degraded.Enabled) return;
        foreach (DegradedMark mark in decision.Degraded)
            Degraded.Add(1, new("product", product), new KeyValuePair<string, object?>("cause", SnakeCase.Of(mark.Cause)));
    }

    public static void AnsweredAgain() => Again.Add(1);

    public static void WasOvertaken() => Overtaken.Add(1);

    /// <summary>Begins a stage; it is told when it is ended, and not at all where an exception ends it.</summary>
    /// <param name="name">One of a few.</param>
    public static StageTime Begin(string name, TimeProvider time)
    {
        Activity? span = Spans.Part(name);
        return span is null && !Stage.Enabled ? default : new StageTime(name, time, span);
    }

    /// <summary>A stage under way. The default tells nothing.</summary>
    internal readonly struct StageTime(string name, TimeProvider time, Activity? span)
    {
        private readonly long _start = time.GetTimestamp();

        public void End()
        {
            if (time is null) return;
            Stage.Record(time.GetElapsedTime(_start).TotalSeconds, new KeyValuePair<string, object?>("stage", name));
            span?.Dispose();
        }
    }
}
