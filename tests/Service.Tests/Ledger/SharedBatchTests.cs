using CreditDecision.Service.Ledger;
using CreditDecision.Service.Tests.Hosting;

namespace CreditDecision.Service.Tests.Ledger;

/// <summary>Decisions that are surely in one batch: the writer is held inside its transaction until all of them wait.</summary>
[Trait("Store", "SQLite")]
public sealed class SharedBatchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteLedger _ledger;
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public SharedBatchTests() => _ledger = LedgerContent.Open(_folder);

    public void Dispose()
    {
        _ledger.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_same_application_twice_is_recorded_once_and_with_other_content_refused()
    {
        CommitOutcome[] outcomes = [.. (await Together(
            Pending("a-1"), Pending("a-1"), LedgerContent.Pending(LedgerContent.Entry("a-1", content: 2), 100, default))).Select(done => done.Result.Outcome)];
        Assert.Equal([CommitOutcome.Recorded, CommitOutcome.AlreadyRecorded, CommitOutcome.ContentDiffers], outcomes);
    }

    [Fact]
    [Trait("Article", "A6")]
    public async Task One_borrowers_decisions_see_each_other()
    {
        PendingDecision[] pending =
            [.. Enumerable.Range(0, 3).Select(i => LedgerContent.Pending(LedgerContent.Entry($"a-{i}"), 9_000_000, default))];
        long[] reserved = [.. (await Together(pending)).Select(done => done.Result.Entry!.ReservedFen)];
        Assert.Equal([9_000_000, 9_000_000, 2_000_000], reserved);
    }

    [Theory]
    [MemberData(nameof(Wrongs))]
    public async Task A_wrong_decision_fails_alone(string wrong)
    {
        PendingDecision first = Pending("good-1");
        LedgerEntry entry = LedgerContent.Entry("wrong", borrower: 2);
        LedgerEntry again = wrong switch
        {
            "id of another decision" => entry with { DecisionId = first.Entry.DecisionId },
            "negative reservation" => entry with { ReservedFen = -1 },
            "no outcome" => entry with { Outcome = 0 },
            "over the cap" => entry with { ReservedFen = LedgerContent.CapFen + 1 },
            _ => entry with { Borrower = LedgerContent.Borrower(3) },
        };
        // The id is wrong from the start; everything else could also come from deciding again.
        PendingDecision bad = wrong == "id of another decision"
            ? new PendingDecision(again, default, LedgerContent.CapFen, _ => again)
            : new PendingDecision(entry, new Exposure(5), LedgerContent.CapFen, _ => again);
        Task<CommitResult>[] done = await Together(first, bad, Pending("good-2"));
        Assert.Equal([TaskStatus.RanToCompletion, TaskStatus.Faulted, TaskStatus.RanToCompletion], done.Select(one => one.Status));
        Assert.IsType<LedgerInvariantException>(done[1].Exception!.InnerException);
        Assert.Equal(["good-1", "good-2", "held"], (await _ledger.AllAsync()).Select(recorded => recorded.ApplicationId).Order());
        LedgerAudit.Prove(_folder.At("decisions.db"), LedgerContent.CapFen);
    }

    public static TheoryData<string> Wrongs => ["id of another decision", "negative reservation", "no outcome", "over the cap", "other borrower"];

    private static PendingDecision Pending(string application) => LedgerContent.Pending(LedgerContent.Entry(application), 100, default);

    private async Task<Task<CommitResult>[]> Together(params PendingDecision[] pending)
    {
        using var held = new ManualResetEventSlim();
        using var writing = new ManualResetEventSlim();
        LedgerEntry holder = LedgerContent.Entry("held", borrower: 99);
        Task<CommitResult> holding = _ledger.CommitAsync(new PendingDecision(holder, new Exposure(1), LedgerContent.CapFen, _ =>
        {
            writing.Set();
            held.Wait(_cancellation);
            return holder;
        }), _cancellation).AsTask();
        writing.Wait(_cancellation);
        Task<CommitResult>[] done = [.. pending.Select(one => _ledger.CommitAsync(one, _cancellation).AsTask())];
        held.Set();
        await holding;
        await Task.WhenAny(Task.WhenAll(done));
        return done;
    }
}
