using System.Threading.Channels;
using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.Ledger.Postgres;

/// <summary>
/// Which of the waiting decisions go into one batch: the oldest, each borrower and each application once. What meets its like waits for the
/// next batch, where it sees what the first one reserved. Used by one loop.
/// </summary>
/// <param name="most">Decisions in a batch.</param>
internal sealed class BatchGathering(int most)
{
    private readonly HashSet<BorrowerToken> _borrowers = [];
    private readonly HashSet<(string, string)> _applications = [];
    private List<WaitingDecision> _leftOver = [];

    /// <summary>Whether decisions wait here that are not in the queue any more.</summary>
    public bool HasLeftOver => _leftOver.Count > 0;

    /// <returns>Empty where all that waited were given up by their callers.</returns>
    public List<WaitingDecision> Next(ChannelReader<WaitingDecision> queue)
    {
        _borrowers.Clear();
        _applications.Clear();
        var batch = new List<WaitingDecision>();
        List<WaitingDecision> before = _leftOver;
        _leftOver = [];
        foreach (WaitingDecision waiting in before) Take(waiting, batch);
        // As many may wait here as fit a batch; the others stay where their number is bounded.
        while (batch.Count < most && _leftOver.Count < most && queue.TryRead(out WaitingDecision? waiting)) Take(waiting, batch);
        return batch;
    }

    private void Take(WaitingDecision waiting, List<WaitingDecision> batch)
    {
        LedgerEntry entry = waiting.Pending.Entry;
        if (waiting.Withdraw()) return;
        bool fits = batch.Count < most && !_borrowers.Contains(entry.Borrower) && !_applications.Contains((entry.ClientId, entry.ApplicationId));
        (fits ? batch : _leftOver).Add(waiting);
        // Also of those left over: a later one must not pass an earlier one of its borrower.
        _borrowers.Add(entry.Borrower);
        _applications.Add((entry.ClientId, entry.ApplicationId));
    }
}
