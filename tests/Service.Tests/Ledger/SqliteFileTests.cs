using CreditDecision.Service.Hosting;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Tests.Hosting;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Tests.Ledger;

[Trait("Store", "SQLite")]
public sealed class SqliteFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_store_that_is_open_elsewhere_is_refused()
    {
        using SqliteLedger first = LedgerContent.Open(_folder);
        Assert.Contains("another process has it open", Refused());
    }

    [Fact]
    public async Task A_store_that_another_process_has_open_is_refused_until_that_process_is_gone()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using var process = new CommittingProcess(_folder.At("decisions.db"), "r");
        await process.NextAsync(cancellation);
        Assert.Contains("another process has it open", Refused());
        await process.KillAsync(cancellation);
        using SqliteLedger ledger = LedgerContent.Open(_folder);
    }

    [Fact]
    public void A_link_to_a_store_is_that_store()
    {
        using SqliteLedger first = LedgerContent.Open(_folder);
        string link = _folder.At("link.db");
        File.CreateSymbolicLink(link, _folder.At("decisions.db"));
        StartRefusedException refused = Assert.Throws<StartRefusedException>(() => SqliteFile.Open(link));
        Assert.Contains("another process has it open", Assert.Single(refused.Problems));
    }

    [Fact]
    public void A_store_that_cannot_be_written_is_refused()
    {
        using (LedgerContent.Open(_folder)) { }
        using SqliteConnection other = LedgerAudit.Connect(_folder.At("decisions.db"));
        LedgerAudit.Run(other, "BEGIN IMMEDIATE");
        Assert.Contains("locked", Refused());
    }

    [Fact]
    public void Every_commit_is_synchronised()
    {
        using SqliteFile file = SqliteFile.Open(_folder.At("decisions.db"));
        using SqliteConnection connection = file.Connect();
        Assert.Equal("wal", LedgerAudit.One(connection, "PRAGMA journal_mode"));
        // 2 is FULL: the write-ahead log is synchronised at every commit and not only at checkpoints.
        Assert.Equal(2L, LedgerAudit.One(connection, "PRAGMA synchronous"));
    }

    [Fact]
    public void A_store_of_a_newer_version_is_refused()
    {
        using (LedgerContent.Open(_folder)) { }
        Change("PRAGMA user_version = 99");
        Assert.Contains("has schema 99", Refused());
    }

    [Fact]
    public void Another_programs_database_is_refused_and_left_alone()
    {
        Change("CREATE TABLE theirs(x)");
        Assert.Contains("another program", Refused());
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(_folder.At("decisions.db"), new string('x', 5_000));
        Assert.Contains("not a database", Refused());
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var missing = new LedgerOptions { Path = Path.Combine(_folder.Path, "nowhere", "decisions.db") };
        StartRefusedException refused = Assert.Throws<StartRefusedException>(() => SqliteFile.Open(missing.Path));
        Assert.Contains("nowhere", Assert.Single(refused.Problems));
    }

    private string Refused()
    {
        StartRefusedException refused = Assert.Throws<StartRefusedException>(() => LedgerContent.Open(_folder));
        string problem = Assert.Single(refused.Problems);
        Assert.Contains(_folder.At("decisions.db"), problem);
        return problem;
    }

    private void Change(string sql)
    {
        using SqliteConnection connection = LedgerAudit.Connect(_folder.At("decisions.db"));
        LedgerAudit.Run(connection, sql);
    }
}
