using CreditDecision.Service.Ledger;
using CreditDecision.Service.Tests.Hosting;

namespace CreditDecision.Service.Tests.Ledger;

[Trait("Store", "SQLite")]
public sealed class SqliteLedgerTests : LedgerTests
{
    private protected override LedgerHome NewHome() => new SqliteHome();

    [Fact]
    public async Task An_orderly_stop_leaves_one_file()
    {
        using var folder = new TemporaryFolder();
        using (SqliteLedger ledger = LedgerContent.Open(folder)) await ledger.CommitAsync("a-1");
        Assert.False(File.Exists(folder.At("decisions.db-wal")));
    }
}
