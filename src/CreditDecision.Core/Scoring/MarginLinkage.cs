namespace CreditDecision.Core.Scoring;

/// <summary>Which margins an output depends on: by what a score may be explained hangs on it.</summary>
public enum MarginLinkage
{
    Unspecified = 0,
    /// <summary>Each on its own.</summary>
    Own,
    /// <summary>On all of them, by a softmax: what raises every margin alike moves no output.</summary>
    Softmax,
    /// <summary>On several, in another way.</summary>
    Several,
}
