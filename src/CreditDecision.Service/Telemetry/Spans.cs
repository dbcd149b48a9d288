using System.Diagnostics;

namespace CreditDecision.Service.Telemetry;

/// <summary>The one source of this service's spans. Without a listener each question here costs a look and makes nothing.</summary>
internal static class Spans
{
    public static readonly ActivitySource Source = new(TelemetrySetup.Own);

    /// <summary>A span of the calling thread's, if that is one that is recorded: the host makes others, which go nowhere.</summary>
    public static Activity? Current => Source.HasListeners() && Activity.Current is { Recorded: true } current ? current : null;

    /// <summary>A part of the span under way; null where that is not recorded.</summary>
    public static Activity? Part(string name) => Current is null ? null : Source.StartActivity(name);
}
