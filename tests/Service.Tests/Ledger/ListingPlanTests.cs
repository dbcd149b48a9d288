using CreditDecision.Service.Ledger;
using CreditDecision.Service.Tests.Hosting;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Tests.Ledger;

/// <summary>A page costs the same however many decisions there are: SQLite's own plan is read for every set of filters.</summary>
[Trait("Store", "SQLite")]
[Trait("Article", "A25")]
public sealed class ListingPlanTests : IDisposable
{
    private const int Filters = 8;

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteFile _file;

    public ListingPlanTests() => _file = SqliteFile.Open(_folder.At("decisions.db"));

    public void Dispose()
    {
        _file.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Every_set_of_filters_walks_an_index_and_sorts_nothing()
    {
        using SqliteConnection connection = _file.Connect(readOnly: true);
        for (int set = 0; set < 1 << Filters; set++)
        {
            LedgerQuery query = Query(set);
            string plan = Plan(connection, query);
            Assert.Contains($"USING INDEX {ExpectedIndex(query)}", plan);
            // The rows of one application id are as many as there are clients that used it.
            if (query.ApplicationId is null) Assert.DoesNotContain("TEMP B-TREE", plan);
        }
    }

    private static string ExpectedIndex(LedgerQuery query) => query switch
    {
        { ApplicationId: not null } => "sqlite_autoindex_decisions_2 (application_id=?",
        { Borrower: not null } => "decisions_by_borrower (borrower=?",
        { ClientId: not null } => "decisions_by_client (client_id=?",
        { Product: not null } => "decisions_by_product (product=?",
        { Outcome: not null } => "decisions_by_outcome (outcome=?",
        _ => "decisions_by_time",
    };

    private static LedgerQuery Query(int set)
    {
        bool Has(int filter) => (set >> filter & 1) == 1;
        return new LedgerQuery
        {
            Count = 50,
            Borrower = Has(0) ? LedgerContent.Borrower(1) : null,
            ClientId = Has(1) ? "client" : null,
            ApplicationId = Has(2) ? "a-1" : null,
            Product = Has(3) ? "cash" : null,
            Outcome = Has(4) ? 1 : null,
            DecidedFrom = Has(5) ? LedgerContent.Start : null,
            DecidedBefore = Has(6) ? LedgerContent.Start.AddDays(1) : null,
            Before = Has(7) ? new LedgerPosition(1, 1) : null,
        };
    }

    private static string Plan(SqliteConnection connection, LedgerQuery query)
    {
        using SqliteCommand command = SqliteListing.Command(connection, query);
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        using SqliteDataReader rows = command.ExecuteReader();
        var steps = new List<string>();
        while (rows.Read()) steps.Add(rows.GetString(3));
        return string.Join("; ", steps);
    }
}
