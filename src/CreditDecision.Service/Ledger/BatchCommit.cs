using CreditDecision.Service.Ledger.Chaining;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Ledger;

/// <summary>
/// What happens to a batch of waiting decisions inside one transaction. Waits for nothing but the disk; callers are told only
/// after the commit returned.
/// </summary>
internal static class BatchCommit
{
    // SQLite's codes for a statement that cannot be carried out for the values it was given: too big, a constraint, a wrong type. It
    // undoes that statement and keeps the transaction.
    private static readonly int[] RefusedValues = [18, 19, 20];

    /// <param name="chain">Gets the batch as its next link.</param>
    /// <param name="beside">Written after the decisions. What the store refuses of it is left out and told; no decision fails for it.</param>
    /// <exception cref="SqliteException">The transaction failed as a whole; nobody has been answered.</exception>
    public static void Run(SqliteWriteSession session, IReadOnlyList<WaitingDecision> batch, ChainWriter chain, WaitingShadows? beside = null)
    {
        var answers = new Action[batch.Count];
        session.Begin();
        var recorded = new List<LedgerEntry>(batch.Count);
        long serving = session.ContentNumber();
        for (int i = 0; i < batch.Count; i++) answers[i] = Settle(session, batch[i], serving, recorded);
        LinkRow? link = recorded.Count > 0 ? LinkRow.Of(chain.Link(recorded), recorded) : null;
        if (link is not null) session.Write(link);
        Exception? refused = null;
        foreach (ShadowRecord record in beside?.Records ?? []) refused = Write(session, record) ?? refused;
        session.Commit();
        if (link is not null) chain.Committed(link.Stored);
        foreach (Action answer in answers) answer();
        if (refused is null) beside?.Answer();
        else beside?.Fail(new LedgerUnavailableException("The store refused answers of shadows.", refused));
    }

    // A failed statement is undone and leaves the transaction open; where SQLite ended that too, the decisions in it are gone as well.
    private static Exception? Write(SqliteWriteSession session, ShadowRecord record)
    {
        try
        {
            session.Write(record);
            return null;
        }
        catch (Exception problem) when (session.IsInTransaction)
        {
            return problem;
        }
    }

    /// <summary>Settles one decision in the open transaction and returns how its caller is to be answered once that is durable.</summary>
    private static Action Settle(SqliteWriteSession session, WaitingDecision waiting, long serving, List<LedgerEntry> recorded)
    {
        try
        {
            CommitResult result = Settle(session, waiting.Pending, serving);
            if (result.Outcome == CommitOutcome.Recorded) recorded.Add(result.Entry!);
            return () => waiting.Answer(result);
        }
        catch (SqliteException refused) when (RefusedValues.Contains(refused.SqliteErrorCode))
        {
            return () => waiting.Fail(new LedgerInvariantException($"The store refuses decision {waiting.Pending.Entry.DecisionId}.", refused));
        }
        catch (Exception problem) when (problem is not SqliteException)
        {
            // Its decision failed before anything of it was written, so the rest of the batch stands.
            return () => waiting.Fail(problem);
        }
    }

    private static CommitResult Settle(SqliteWriteSession session, PendingDecision pending, long serving)
    {
        LedgerEntry entry = pending.Entry;
        if (session.Find(entry) is { } recorded)
        {
            bool same = recorded.ContentHash.AsSpan().SequenceEqual(entry.ContentHash);
            return same ? new CommitResult(CommitOutcome.AlreadyRecorded, recorded) : new CommitResult(CommitOutcome.ContentDiffers, null);
        }
        if (pending.ContentNumber > 0 && pending.ContentNumber != serving) throw new ContentChangedException(serving);
        Exposure exposure = session.ExposureOf(entry);
        if (exposure != pending.DecidedWith) entry = pending.DecideAgain(exposure);
        CommitGuard.Check(pending, entry, exposure);
        entry = pending.Sealed(entry, session.KeyOf(entry.Borrower), out byte[]? keyToKeep);
        if (keyToKeep is not null) session.Keep(entry.Borrower, keyToKeep);
        return new CommitResult(CommitOutcome.Recorded, session.Write(entry));
    }
}
