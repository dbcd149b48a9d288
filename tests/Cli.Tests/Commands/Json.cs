namespace CreditDecision.Cli.Tests.Commands;

/// <summary>Applications and mappings for tests, as small as they can be.</summary>
internal static class Json
{
    public const string Application = """
        {"client_id": "test", "application_id": "a-{run}", "product": "consumer-cash", "amount_fen": 5000000, "tenor_months": 12,
         "identity_evidence": {"network_check": {"result": "CHECK_RESULT_PASSED", "source": "CHECK_SOURCE_AUTHORITY", "checked_at": "now-2h"}},
         "features": [{"name": "note", "category": "now-2h", "observed_at": "now"}]}
        """;

    public const string Mapping = """
        version: 1
        label: { column: bad, bad: "1" }
        observed_at: now-1h
        application:
          client_id: { constant: test }
          application_id: { pattern: "a-{run}-{row}" }
          product: { constant: consumer-cash }
          amount_fen: { column: amount, scale: 100 }
        features:
          late: { column: late }
        """;
}
