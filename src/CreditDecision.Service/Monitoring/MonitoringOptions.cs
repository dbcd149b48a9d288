namespace CreditDecision.Service.Monitoring;

/// <summary>Configuration section <c>Monitoring</c>.</summary>
public sealed class MonitoringOptions
{
    /// <summary>The policy by which live models are judged: a file relative to the content folder. Each run reads it anew.</summary>
    public string Policy { get; set; } = "strategies/monitoring.yaml";
}
