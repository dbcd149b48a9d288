using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.PersonalData.Erasing;

/// <summary>Erasing in PostgreSQL, beside the commits of every replica.</summary>
internal sealed class PostgresErasures(StoreSessions sessions) : ErasureStore(sessions)
{
    // The borrower's exposure is what commits lock, so one that is under way ends first, and the next one finds no key. Puts of risk data lock
    // the stored features.
    protected override IReadOnlyList<string> BorrowerLocks =>
        ["SELECT 1 FROM exposures WHERE borrower = $1 FOR UPDATE", "SELECT 1 FROM stored_features WHERE borrower = $1 FOR UPDATE"];

    protected override string Microseconds(string column) => $"(extract(epoch FROM {column}) * 1000000)::bigint";

    protected override string MicrosecondsOfDay(string column) => $"(extract(epoch FROM {column}::timestamp AT TIME ZONE '+08') * 1000000)::bigint";

    protected override string StartsWith(string column, byte first) => $"length({column}) > 0 AND get_byte({column}, 0) = {first}";
}
