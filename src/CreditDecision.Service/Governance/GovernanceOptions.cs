namespace CreditDecision.Service.Governance;

public enum GovernanceMode
{
    Unspecified = 0,
    /// <summary>Only what governance put in force decides.</summary>
    Enforced,
    /// <summary>The content folder decides as it is: for development, tests and measurements. The log is kept all the same.</summary>
    Open,
}

/// <summary>Configuration section <c>Governance</c>.</summary>
public sealed class GovernanceOptions
{
    public GovernanceMode Mode { get; set; } = GovernanceMode.Enforced;

    /// <summary>
    /// A log that a store without one begins with (JSON, also gzipped as <c>.gz</c>), relative to the content folder; it is checked whole before it is taken. Nothing is read where
    /// the folder has no such file, or the store a log.
    /// </summary>
    public string Genesis { get; set; } = "governance/genesis.json.gz";

    /// <summary>For how many days what follows a retirement is watched, and held against as many before it (A41); 1 to 3,660.</summary>
    public int WatchDays { get; set; } = 90;
}
