using System.Text;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Reassessment;

/// <summary>How a decision rested on what was stopped, when it was found. Numbers are stored and are never reused.</summary>
public enum AffectedKind
{
    Unspecified = 0,
    /// <summary>Approved, and nothing of it was disbursed.</summary>
    Undrawn = 1,
    /// <summary>Drawn, and the loan has not ended.</summary>
    OpenLoan = 2,
    /// <summary>Referred, and no person has closed the case.</summary>
    PendingReview = 3,
}

/// <summary>Numbers are stored and are never reused.</summary>
public enum ReassessmentAct
{
    Unspecified = 0,
    /// <summary>The service found it.</summary>
    Queue = 1,
    /// <summary>It stays as it is.</summary>
    Keep = 2,
    /// <summary>Less is lent than was approved.</summary>
    Cut = 3,
    /// <summary>Nothing is lent.</summary>
    Withdraw = 4,
    /// <summary>A reviewer looks, who is somebody else.</summary>
    Refer = 5,
}

/// <summary>
/// What was done with a decision that rested on something that was stopped (A41), as it lies in the log. All events of the store are one chain.
/// </summary>
/// <param name="Number">1, 2, ...</param>
/// <param name="Cause">Number of the event of governance that stopped it.</param>
/// <param name="Decision">Its id, 16 bytes.</param>
/// <param name="Borrower">Token, 32 bytes.</param>
/// <param name="Kind">As it was found.</param>
/// <param name="At">In whole microseconds.</param>
/// <param name="Limit">Of a cut, what may still be lent; of others nothing.</param>
/// <param name="Released">What the borrower's cap got back.</param>
/// <param name="Grounds">Sealed under the borrower's key; empty where there are none.</param>
/// <param name="Previous">Digest of the event before; the default for the first.</param>
public sealed record ReassessmentRecord(
    long Number, long Cause, ReadOnlyMemory<byte> Decision, ReadOnlyMemory<byte> Borrower, AffectedKind Kind, ReassessmentAct Act, string Who, DateTimeOffset At, Money Limit,
    Money Released, ReadOnlyMemory<byte> Grounds, Digest Previous)
{
    private static ReadOnlySpan<byte> Purpose => "creditdecision reassessment 1"u8;

    /// <summary>SHA-256 over purpose, numbers, previous digest, and then decision, borrower, person and grounds, each with its length before it.</summary>
    public Digest Digest() => EntryDigest.Of(
        Purpose, [Number, Cause, (long)Kind, (long)Act, At.UtcTicks, Limit.Fen, Released.Fen], Previous, Decision, Borrower, Encoding.UTF8.GetBytes(Who), Grounds);
}

/// <summary>An event as it lies in the store.</summary>
public sealed record StoredReassessment(ReassessmentRecord Record, Digest Digest, ReadOnlyMemory<byte> Seal);

/// <summary>Walks over all events of re-assessment by ascending number and tells what is not as it was written.</summary>
/// <param name="isSealed">Whether the service wrote this digest.</param>
public sealed class ReassessmentCheck(Func<Digest, ReadOnlyMemory<byte>, bool> isSealed)
{
    private readonly NumberedLog _log = new("reassessment", AuditFindingKind.ReassessmentRemoved, AuditFindingKind.ReassessmentChanged, isSealed);

    public IEnumerable<AuditFinding> Add(StoredReassessment stored) =>
        _log.Add(stored.Record.Number, stored.Record.Previous, stored.Record.Digest(), stored.Digest, stored.Seal);
}
