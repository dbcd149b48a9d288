namespace CreditDecision.Service.Ledger;

/// <summary>
/// The last line before a decision is recorded, and it trusts nobody: the deciding core has kept to all of this already. A decision that
/// reserves nothing passes even where a lowered cap is exceeded.
/// </summary>
internal static class CommitGuard
{
    /// <param name="entry">What is about to be recorded.</param>
    /// <param name="exposure">What the borrower's earlier decisions reserve.</param>
    /// <exception cref="LedgerInvariantException">It would pass the cap, or is not the decision that was asked for.</exception>
    public static void Check(PendingDecision pending, LedgerEntry entry, Exposure exposure)
    {
        if (entry.ReservedFen > 0 && entry.ReservedFen > pending.CapFen - exposure.ReservedFen)
            throw new LedgerInvariantException(
                $"Decision {entry.DecisionId} would reserve {entry.ReservedFen} fen on top of {exposure.ReservedFen}; the cap is {pending.CapFen}.");
        LedgerEntry first = pending.Entry;
        bool same = (entry.DecisionId, entry.ClientId, entry.ApplicationId, entry.Borrower) == (first.DecisionId, first.ClientId, first.ApplicationId, first.Borrower)
            && entry.ContentHash.AsSpan().SequenceEqual(first.ContentHash);
        if (!same) throw new LedgerInvariantException($"Decision {first.DecisionId}, made again, is of another application or has another id.");
    }
}
