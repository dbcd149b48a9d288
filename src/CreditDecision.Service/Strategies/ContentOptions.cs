namespace CreditDecision.Service.Strategies;

/// <summary>Configuration section <c>Content</c>.</summary>
public sealed class ContentOptions
{
    /// <summary>
    /// Folder that holds <c>strategies/</c> (bank.yaml, features.yaml, reasons.yaml, *.strategy.yaml) and <c>models/</c>
    /// (*.scorecard.json, and *.card.yaml with the model files they name). Relative to the working directory.
    /// </summary>
    public string Directory { get; set; } = ".";
}
