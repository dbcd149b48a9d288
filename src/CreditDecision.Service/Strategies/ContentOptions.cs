namespace CreditDecision.Service.Strategies;

/// <summary>Configuration section <c>Content</c>.</summary>
public sealed class ContentOptions
{
    /// <summary>
    /// Folder that holds <c>strategies/</c> (bank.yaml, features.yaml, reasons.yaml, *.strategy.yaml) and <c>models/</c>
    /// (*.scorecard.json, and *.card.yaml with the model files they name). Relative to the working directory.
    /// </summary>
    public string Directory { get; set; } = ".";

    /// <summary>
    /// A replica that shares its store decides no longer than so without having seen what may decide. Then it refuses, because that may have
    /// been retired.
    /// </summary>
    public int LeaseSeconds { get; set; } = 10;

    /// <summary>How often a replica that shares its store looks at the latest whether what may decide has changed; it is told at once, too.</summary>
    public int PollMilliseconds { get; set; } = 1_000;
}
