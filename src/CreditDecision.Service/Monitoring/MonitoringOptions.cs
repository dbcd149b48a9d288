namespace CreditDecision.Service.Monitoring;

/// <summary>Configuration section <c>Monitoring</c>.</summary>
public sealed class MonitoringOptions
{
    /// <summary>The policy by which live models are judged: a file relative to the content folder. Each run reads it anew.</summary>
    public string Policy { get; set; } = "strategies/monitoring.yaml";

    /// <summary>Days until a finding that monitoring opens is due, 1 to 365.</summary>
    public int FindingDueDays { get; set; } = 30;

    /// <summary>How often every live model is looked at without being asked to, hours; 0 for never.</summary>
    public double EveryHours { get; set; }

    /// <summary>Then how many of the last days are looked at, above 0.</summary>
    public double CurrentDays { get; set; } = 30;

    /// <summary>And against how many of the first days since the model went live they are held, above 0.</summary>
    public double BaselineDays { get; set; } = 90;

    /// <summary>How often a replica looks whether a run is due, seconds, 0.1 to 3,600.</summary>
    public double LookEverySeconds { get; set; } = 60;

    public static IEnumerable<string> Problems(MonitoringOptions options)
    {
        if (options.FindingDueDays is < 1 or > 365) yield return "setting Monitoring:FindingDueDays: must be 1 to 365";
        if (!(options.EveryHours is >= 0 and <= 8_784)) yield return "setting Monitoring:EveryHours: must be 0 to 8784";
        if (!(options.CurrentDays is > 0 and <= 3_660)) yield return "setting Monitoring:CurrentDays: must be above 0 and at most 3660";
        if (!(options.BaselineDays is > 0 and <= 3_660)) yield return "setting Monitoring:BaselineDays: must be above 0 and at most 3660";
        if (!(options.LookEverySeconds is >= 0.1 and <= 3_600)) yield return "setting Monitoring:LookEverySeconds: must be 0.1 to 3600";
    }
}
