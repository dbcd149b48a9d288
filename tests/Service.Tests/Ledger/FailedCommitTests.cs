using CreditDecision.Service.Ledger;
using CreditDecision.Service.Tests.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditDecision.Service.Tests.Ledger;

/// <summary>What callers are told when the commit of their batch fails.</summary>
[Trait("Store", "SQLite")]
[Trait("Fault", "disk")]
public sealed class FailedCommitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteFile _file;
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public FailedCommitTests() => _file = SqliteFile.Open(Store);

    private string Store => _folder.At("decisions.db");

    public void Dispose()
    {
        _file.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Nobody_is_answered_before_the_commit_returned()
    {
        using var committing = new ManualResetEventSlim();
        using var disk = new ManualResetEventSlim();
        using SqliteWriter writer = Writer(new WatchedSession(_file.Connect(), () =>
        {
            committing.Set();
            disk.Wait(_cancellation);
        }));
        Task<CommitResult> waiting = Commit(writer, "a-1");
        committing.Wait(_cancellation);
        Assert.False(waiting.IsCompleted);
        disk.Set();
        Assert.Equal(CommitOutcome.Recorded, (await waiting).Outcome);
    }

    [Fact]
    public async Task A_commit_that_failed_after_it_reached_the_file_is_answered_as_recorded()
    {
        using SqliteWriter writer = Writer(new FaultySession(_file.Connect(), afterTheCommit: true));
        CommitResult result = await Commit(writer, "a-1");
        Assert.Equal((CommitOutcome.Recorded, "a-1", 1L), (result.Outcome, result.Entry!.ApplicationId, result.Entry.Sequence));
        Assert.Equal(CommitOutcome.AlreadyRecorded, (await Commit(writer, "a-1")).Outcome);
        Assert.Equal(1, LedgerAudit.Prove(Store, LedgerContent.CapFen));
    }

    [Fact]
    public async Task A_commit_that_failed_before_it_reached_the_file_is_unavailable_and_reserves_nothing()
    {
        using SqliteWriter writer = Writer(new FaultySession(_file.Connect(), afterTheCommit: false));
        LedgerUnavailableException told = await Assert.ThrowsAsync<LedgerUnavailableException>(() => Commit(writer, "a-1"));
        Assert.IsType<SqliteException>(told.InnerException);
        Assert.Equal(0, LedgerAudit.Prove(Store, LedgerContent.CapFen));
        Assert.Equal(CommitOutcome.Recorded, (await Commit(writer, "a-1")).Outcome);
    }

    [Fact]
    public async Task A_store_that_does_not_open_again_is_unavailable_until_it_does()
    {
        var opened = 0;
        using var writer = new SqliteWriter(
            () => ++opened switch
            {
                1 => new FaultySession(_file.Connect(), afterTheCommit: false),
                2 or 3 => throw new SqliteException("the disk is away", 14),
                _ => new SqliteWriteSession(_file.Connect()),
            },
            new LedgerOptions(),
            LedgerContent.Chains.Begin(),
            Log);
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => Commit(writer, "a-1"));
        // The next batch fails to open it as well; looking what became of that batch, the writer gets through.
        Assert.Equal(2, opened);
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => Commit(writer, "a-1"));
        Assert.Equal(CommitOutcome.Recorded, (await Commit(writer, "a-1")).Outcome);
    }

    [Fact]
    public async Task A_store_that_somebody_holds_locked_is_unavailable_and_recovers()
    {
        using SqliteLedger ledger = Reopen();
        using (SqliteConnection other = LedgerAudit.Connect(Store))
        {
            LedgerAudit.Run(other, "BEGIN IMMEDIATE");
            await Assert.ThrowsAsync<LedgerUnavailableException>(() => ledger.CommitAsync("a-1", askedFen: 100));
            LedgerAudit.Run(other, "ROLLBACK");
        }
        Assert.Equal(CommitOutcome.Recorded, (await ledger.CommitAsync("a-1", askedFen: 100)).Outcome);
    }

    [Fact]
    public async Task Who_commits_to_a_closed_ledger_is_told_that_it_is_unavailable()
    {
        SqliteWriter writer = Writer(new SqliteWriteSession(_file.Connect()));
        writer.Dispose();
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => Commit(writer, "a-1"));
    }

    private static LedgerLog Log => new(NullLogger<LedgerLog>.Instance);

    private SqliteLedger Reopen()
    {
        _file.Dispose();
        return LedgerContent.Open(_folder);
    }

    private SqliteWriter Writer(SqliteWriteSession first)
    {
        SqliteWriteSession? next = first;
        return new SqliteWriter(() => Interlocked.Exchange(ref next, null) ?? new SqliteWriteSession(_file.Connect()), new LedgerOptions(), LedgerContent.Chains.Begin(), Log);
    }

    private async Task<CommitResult> Commit(SqliteWriter writer, string application) =>
        await writer.Enqueue(LedgerContent.Pending(LedgerContent.Entry(application), 100, default), _cancellation);

    /// <summary>A real connection whose every commit tells of a failed disk, with or without having done its work.</summary>
    private sealed class FaultySession(SqliteConnection connection, bool afterTheCommit) : SqliteWriteSession(connection)
    {
        private const int DiskFailed = 10;

        public override void Commit()
        {
            if (afterTheCommit) base.Commit();
            throw new SqliteException("disk I/O error", DiskFailed);
        }
    }

    /// <summary>A real connection that does something when a transaction is whole and not yet committed.</summary>
    private sealed class WatchedSession(SqliteConnection connection, Action beforeCommit) : SqliteWriteSession(connection)
    {
        public override void Commit()
        {
            beforeCommit();
            base.Commit();
        }
    }
}
