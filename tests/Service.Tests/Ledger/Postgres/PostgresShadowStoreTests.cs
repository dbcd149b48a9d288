namespace CreditDecision.Service.Tests.Ledger.Postgres;

[Trait("Store", "PostgreSQL")]
public sealed class PostgresShadowStoreTests(PostgresServer server) : ShadowStoreTests(new PostgresHome(server));
