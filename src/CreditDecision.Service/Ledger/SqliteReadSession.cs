using CreditDecision.Service.PersonalData;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Ledger;

/// <summary>One read connection with its prepared statements; used by one caller at a time.</summary>
internal sealed class SqliteReadSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _byId;
    private readonly SqliteCommand _byApplication;
    private readonly SqliteCommand _exposure;
    private readonly SqliteCommand _shadows;

    public SqliteReadSession(SqliteConnection connection)
    {
        _connection = connection;
        _byId = connection.Command($"SELECT {SqliteRows.Columns} FROM decisions WHERE decision_id = $1", 1);
        _byApplication = connection.Command($"SELECT {SqliteRows.Columns} FROM decisions WHERE client_id = $1 AND application_id = $2", 2);
        _exposure = connection.Command("SELECT reserved_fen FROM exposures WHERE borrower = $1", 1);
        _shadows = SqliteShadows.Select(connection);
    }

    public LedgerEntry? Get(Guid decisionId)
    {
        _byId.Parameters[0].Value = SqliteRows.Id(decisionId);
        return SqliteRows.ReadOne(_byId);
    }

    public LedgerEntry? Find(string clientId, string applicationId)
    {
        _byApplication.Parameters[0].Value = clientId;
        _byApplication.Parameters[1].Value = applicationId;
        return SqliteRows.ReadOne(_byApplication);
    }

    public Exposure ExposureOf(BorrowerToken borrower)
    {
        _exposure.Parameters[0].Value = borrower.ToArray();
        return new Exposure(_exposure.ExecuteScalar() is long reserved ? reserved : 0);
    }

    public IReadOnlyList<ShadowRecord> ShadowsOf(Guid decisionId) => SqliteShadows.Read(_shadows, decisionId);

    public LedgerPage List(LedgerQuery query)
    {
        using SqliteCommand command = SqliteListing.Command(_connection, query);
        return SqliteListing.Read(command, query.Count);
    }

    public long Count(LedgerQuery query)
    {
        using SqliteCommand command = SqliteListing.CountCommand(_connection, query);
        return (long)command.ExecuteScalar()!;
    }

    public ScanExtent Measure(ScanQuery query) => SqliteScan.Measure(_connection, query);

    public void Scan(ScanQuery query, long first, long last, ScanVisitor visit) => SqliteScan.Run(_connection, query, first, last, visit);

    public void Dispose()
    {
        _byId.Dispose();
        _byApplication.Dispose();
        _exposure.Dispose();
        _shadows.Dispose();
        _connection.Dispose();
    }
}
