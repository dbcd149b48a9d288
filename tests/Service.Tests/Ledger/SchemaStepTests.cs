using CreditDecision.Service.Ledger;
using CreditDecision.Service.Tests.Hosting;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Tests.Ledger;

[Trait("Store", "SQLite")]
public sealed class SchemaStepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Article", "A31")]
    public async Task A_store_of_the_first_version_is_brought_up_and_keeps_its_decisions_and_reservations()
    {
        FirstSchema.Make(_folder.At("decisions.db"));
        using (SqliteLedger ledger = LedgerContent.Open(_folder))
        {
            LedgerEntry old = Assert.Single(await ledger.AllAsync());
            Assert.Equal(("old", 500L), (old.ApplicationId, old.ReservedFen));
            Assert.Equal([1, 2, 3], old.Decision);
            Assert.Equal([1, 2, 3], old.Summary);
            Assert.Equal([4, 5, 6], old.Evidence);
            Assert.Equal([[1, 2, 3]], Summaries(ledger));
            Assert.Equal(new Exposure(500), (await ledger.ReadAsync("client", "other", old.Borrower, TestContext.Current.CancellationToken)).Exposure);
            Assert.Equal(CommitOutcome.Recorded, (await ledger.CommitAsync("new")).Outcome);
        }
        Assert.Equal(2, LedgerAudit.Prove(_folder.At("decisions.db"), LedgerContent.CapFen));
    }

    [Fact]
    public void A_store_that_was_brought_up_has_the_tables_of_a_new_one()
    {
        FirstSchema.Make(_folder.At("decisions.db"));
        using (LedgerContent.Open(_folder)) { }
        using var fresh = new TemporaryFolder();
        using (LedgerContent.Open(fresh)) { }
        Assert.Equal(Schema(fresh.At("decisions.db")), Schema(_folder.At("decisions.db")));
    }

    private static List<byte[]> Summaries(SqliteLedger ledger)
    {
        var summaries = new List<byte[]>();
        var query = new ScanQuery { Product = "cash" };
        ScanExtent extent = ledger.Measure(query);
        ledger.Scan(query, extent.First, extent.Last, (in ScannedDecision entry) =>
        {
            summaries.Add(entry.Summary.ToArray());
            return true;
        });
        return summaries;
    }

    private static string Schema(string store)
    {
        using SqliteConnection connection = LedgerAudit.Connect(store);
        return (string)LedgerAudit.One(connection, "SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM sqlite_master ORDER BY name)");
    }
}
