using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.Ledger.Packing;

/// <summary>
/// A ledger whose store holds the replies packed. Whoever uses it sees them plain; the store, its chain of hashes and its audit see what is
/// stored.
/// </summary>
internal sealed class PackedLedger(IDecisionLedger store, RecordPacking replies) : IDecisionLedger
{
    public void Bind(byte[] keyFingerprint) => store.Bind(keyFingerprint);

    public async ValueTask<Standing> ReadAsync(string clientId, string applicationId, BorrowerToken borrower, CancellationToken cancellation) =>
        Plain(await store.ReadAsync(clientId, applicationId, borrower, cancellation));

    public async ValueTask<Standing> ExpectAsync(string clientId, string applicationId, BorrowerToken borrower, CancellationToken cancellation) =>
        Plain(await store.ExpectAsync(clientId, applicationId, borrower, cancellation));

    public async ValueTask<CommitResult> CommitAsync(PendingDecision pending, CancellationToken cancellation)
    {
        LedgerEntry plain = pending.Entry, packed = Packed(plain);
        CommitResult result = await store.CommitAsync(
            pending with { Entry = packed, DecideAgain = exposure => packed = Packed(plain = pending.DecideAgain(exposure)) }, cancellation);
        if (result.Entry is not { } recorded) return result;
        // Most often what was just packed.
        bool isOwn = ReferenceEquals(recorded.Decision, packed.Decision);
        if (isOwn && replies.IsLearning) replies.Learn(plain.Decision);
        return result with { Entry = isOwn ? recorded with { Decision = plain.Decision } : Plain(recorded) };
    }

    public async ValueTask<LedgerEntry?> GetAsync(Guid decisionId, CancellationToken cancellation) => PlainOrNull(await store.GetAsync(decisionId, cancellation));

    public async ValueTask<LedgerEntry?> FindAsync(string clientId, string applicationId, CancellationToken cancellation) =>
        PlainOrNull(await store.FindAsync(clientId, applicationId, cancellation));

    public async ValueTask<LedgerPage> ListAsync(LedgerQuery query, CancellationToken cancellation)
    {
        LedgerPage page = await store.ListAsync(query, cancellation);
        return page with { Entries = [.. page.Entries.Select(Plain)] };
    }

    public ValueTask<long> CountAsync(LedgerQuery query, CancellationToken cancellation) => store.CountAsync(query, cancellation);

    public ScanExtent Measure(ScanQuery query) => store.Measure(query);

    public void Scan(ScanQuery query, long first, long last, ScanVisitor visit) => store.Scan(query, first, last, visit);

    private LedgerEntry Packed(LedgerEntry entry) => entry with { Decision = replies.Pack(entry.Decision) };

    private Standing Plain(Standing standing) => standing with { Recorded = PlainOrNull(standing.Recorded) };

    private LedgerEntry? PlainOrNull(LedgerEntry? entry) => entry is null ? null : Plain(entry);

    private LedgerEntry Plain(LedgerEntry entry)
    {
        byte[] plain = replies.Unpack(entry.Decision);
        return ReferenceEquals(plain, entry.Decision) ? entry : entry with { Decision = plain };
    }
}
