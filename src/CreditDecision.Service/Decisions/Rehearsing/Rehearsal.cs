using CreditDecision.Service.Decisions.Messages;
using CreditDecision.Service.Gathering;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Ledger.Packing;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.Strategies;
using Google.Protobuf;
using Decision = CreditDecision.Core.Decisions.Decision;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Decisions.Rehearsing;

/// <summary>
/// Decides applications that nobody made, of each product that is served, before the first real one may come: what is compiled, connected or prepared at its
/// first use is by then, and no borrower waits for it. The store takes such a decision to its end and undoes it; nothing is recorded, reserved, counted
/// or learned.
/// </summary>
internal sealed class Rehearsal(
    ILedgerStore store, IVelocityStore velocities, PersonalDataKeys keys, Packings packings, StrategyShelf shelf, RehearsalLog log, TimeProvider time)
{
    // The second use of a statement has it prepared, the third uses that.
    private const int Times = 3;

    // Who does not answer by then will be waited for by those who come.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly EvidenceSeal _seal = new(keys, packings) { Teaches = false };

    /// <summary>What fails here is told and no reason not to start: the first application may meet a better moment, and else is told it too.</summary>
    public async Task RunAsync()
    {
        using var limit = new CancellationTokenSource(Longest, time);
        try
        {
            await velocities.RehearseAsync(limit.Token);
            foreach (string product in shelf.Current.Rollouts.Select(rollout => rollout.Product))
                for (int i = 0; i < Times; i++) await DecideAsync(product, limit.Token);
        }
        catch (Exception problem)
        {
            log.Failed(problem);
        }
    }

    private async Task DecideAsync(string product, CancellationToken cancellation)
    {
        StrategyBook book = shelf.Current;
        DateTimeOffset now = Moments.ToMicroseconds(time.GetUtcNow());
        Wire.DecideRequest request = MadeUpRequest.Of(book.For(product)!, book.Catalog, now);
        var admission = new Admission(ReceivedRequest.Of(request.ToByteArray()), book, now);
        byte[] contentHash = admission.ContentHash();
        // A catalog may ask for more than a made-up application knows to give.
        if (admission.Check(out _) is not { } application) return;
        BorrowerToken borrower = keys.TokenOf(application.Borrower.Id.Text);
        AdmittedApplication admitted = admission.Admit(application, borrower, Guid.CreateVersion7(now), contentHash, velocity: null, listHits: null);
        LedgerEntry Decide(Exposure exposure)
        {
            LedgerEntry entry = admitted.Decide(exposure, _seal, out Decision _);
            return entry with { Decision = packings.Replies.Pack(entry.Decision) };
        }
        LedgerEntry first = Decide(new Exposure(0));
        await store.RehearseAsync(new PendingDecision(first, new Exposure(0), admitted.Strategy.Bank.ConsumerCreditCap.Fen, Decide, Seal: _seal), cancellation);
    }
}
