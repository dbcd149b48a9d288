using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.Ledger;

/// <summary>
/// The durable record of decisions, of the exposure they reserve and of the application ids they answer (DESIGN: the commit).
/// It knows nothing of credit rules. Two promises hold under any concurrency and after any crash: an entry that was returned is there,
/// exactly once; and a borrower's reservations never sum to more than the cap.
/// </summary>
public interface IDecisionLedger
{
    /// <summary>
    /// Called once, at start: ties the store to the key that makes borrower tokens. Under another key no borrower would be found again,
    /// and every cap would start anew.
    /// </summary>
    /// <param name="keyFingerprint">Tells keys apart without telling the key.</param>
    /// <exception cref="Hosting.StartRefusedException">The store is tied to another key.</exception>
    void Bind(byte[] keyFingerprint);

    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    ValueTask<Standing> ReadAsync(string clientId, string applicationId, BorrowerToken borrower, CancellationToken cancellation);

    /// <summary>
    /// What to decide with before the commit looks: the standing, or where asking the store costs more than deciding again now and then, a
    /// guess of it. The commit finds what is recorded and, where the exposure is another one, has it decided again.
    /// </summary>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    ValueTask<Standing> ExpectAsync(string clientId, string applicationId, BorrowerToken borrower, CancellationToken cancellation);

    /// <summary>
    /// Records a decision and reserves its exposure, both or neither, and returns after it is durable. A request that is cancelled
    /// before its batch starts leaves nothing; after that the cancellation comes too late, and sending the application again finds it.
    /// </summary>
    /// <exception cref="LedgerBusyException">The queue is full.</exception>
    /// <exception cref="LedgerUnavailableException">The store did not commit.</exception>
    /// <exception cref="LedgerInvariantException">The decision, made again, would still pass the cap.</exception>
    ValueTask<CommitResult> CommitAsync(PendingDecision pending, CancellationToken cancellation);

    ValueTask<LedgerEntry?> GetAsync(Guid decisionId, CancellationToken cancellation);

    ValueTask<LedgerEntry?> FindAsync(string clientId, string applicationId, CancellationToken cancellation);

    ValueTask<LedgerPage> ListAsync(LedgerQuery query, CancellationToken cancellation);

    /// <summary>How many entries the query's filters leave; where its pages start does not matter.</summary>
    ValueTask<long> CountAsync(LedgerQuery query, CancellationToken cancellation);

    /// <summary>How many entries a query has, and between which sequences.</summary>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    ScanExtent Measure(ScanQuery query);

    /// <summary>Shows a visitor the query's entries of a range of sequences, ascending, on the calling thread. Any number of threads may read.</summary>
    /// <param name="query">Its <see cref="ScanQuery.Newest"/> is for <see cref="Measure"/>: the range says it here.</param>
    /// <param name="first">Inclusive, as <paramref name="last"/> is.</param>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    void Scan(ScanQuery query, long first, long last, ScanVisitor visit);
}
