namespace CreditDecision.Core.Reviews;

/// <summary>What a person can do with a case. Numbers are stored and are the API's.</summary>
public enum ReviewAct
{
    Unspecified = 0,
    /// <summary>Takes it for oneself for a while, or for a while longer.</summary>
    Claim = 1,
    /// <summary>Lets go of it.</summary>
    Release = 2,
    /// <summary>Says that an amount is to be lent.</summary>
    Approve = 3,
    /// <summary>Says that nothing is to be lent.</summary>
    Decline = 4,
    /// <summary>A second person agrees to an approval of a large amount.</summary>
    Confirm = 5,
    /// <summary>A second person does not; the case is open again.</summary>
    SendBack = 6,
}

/// <summary>Where a case stands. Numbers are stored and are the API's; from <see cref="Approved"/> on nothing can be done any more.</summary>
public enum ReviewState
{
    Unspecified = 0,
    /// <summary>Waits for somebody to claim it.</summary>
    Open = 1,
    /// <summary>Somebody holds it. A claim that lapsed leaves the case open.</summary>
    Claimed = 2,
    /// <summary>Approved by one person; a second one must confirm.</summary>
    AwaitingConfirmation = 3,
    Approved = 4,
    Declined = 5,
}
