using CreditDecision.Core.Audit;
using CreditDecision.Service.Tests.Ledger;
using CreditDecision.Service.Tests.Ledger.Postgres;

namespace CreditDecision.Service.Tests.Audit;

[Trait("Store", "SQLite")]
public sealed class SqliteAuditTrailTests : AuditTrailTests
{
    private protected override LedgerHome NewHome() => new SqliteHome();

    private protected override string Bytes(byte[] bytes) => $"x'{Convert.ToHexString(bytes)}'";

    private protected override string Id(Guid id) => Bytes(id.ToByteArray(bigEndian: true));

    private protected override string[] Swapped => ["decisions", "replies"];

    [Fact]
    public async Task A_removed_reply_is_found() =>
        await FindAsync(AuditFindingKind.RecordChanged, entry => $"DELETE FROM replies WHERE sequence = {entry.Sequence}");
}

[Trait("Store", "PostgreSQL")]
public sealed class PostgresAuditTrailTests(PostgresServer server) : AuditTrailTests
{
    private protected override LedgerHome NewHome() => new PostgresHome(server);

    private protected override string Bytes(byte[] bytes) => $"'\\x{Convert.ToHexString(bytes)}'::bytea";

    private protected override string Id(Guid id) => $"'{id}'";

    private protected override string[] Swapped => ["decisions", "applications"];

    [Fact]
    public async Task A_decision_that_is_no_longer_found_by_its_application_is_found() =>
        await FindAsync(AuditFindingKind.LookupChanged, entry => $"DELETE FROM applications WHERE decision_id = {Id(entry.DecisionId)}");

    [Fact]
    public async Task An_application_that_leads_to_another_decision_is_found() =>
        await FindAsync(AuditFindingKind.LookupChanged, entry => $"UPDATE applications SET sequence = sequence + 1 WHERE decision_id = {Id(entry.DecisionId)}");
}
