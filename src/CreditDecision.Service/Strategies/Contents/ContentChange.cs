namespace CreditDecision.Service.Strategies.Contents;

public enum ContentChangeResult
{
    Unspecified = 0,
    /// <summary>Other content decides now.</summary>
    Changed,
    /// <summary>The folder holds what is running already.</summary>
    Unchanged,
    /// <summary>The folder has mistakes; what was running goes on.</summary>
    Refused,
    /// <summary>Another reload has not finished.</summary>
    Busy,
    /// <summary>Somebody went back to earlier content while the folder was read; that stands.</summary>
    Overtaken,
    /// <summary>There is no such earlier content in memory.</summary>
    NotKept,
    /// <summary>Governance says what decides: one goes back by its commands.</summary>
    Governed,
}

/// <summary>What became of a wish to change what decides.</summary>
/// <param name="Running">What decides now.</param>
/// <param name="Problems">With Refused, everything that is wrong: file, path in the file, reason.</param>
public sealed record ContentChange(ContentChangeResult Result, ServedContent Running, IReadOnlyList<string> Problems);
