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
        using var connection = new SqliteConnection($"Data Source={_folder.At("decisions.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
