namespace CreditDecision.Core.Decisions;

/// <summary>What is answered. Numbers are the API's; the default is "not decided" and never approves.</summary>
public enum Outcome
{
    Unspecified = 0,
    Approve = 1,
    /// <summary>A person decides (A22).</summary>
    Refer = 2,
    Decline = 3,
    /// <summary>Not an internet loan in the sense of A3 and A5.</summary>
    OutOfScope = 4,
}
