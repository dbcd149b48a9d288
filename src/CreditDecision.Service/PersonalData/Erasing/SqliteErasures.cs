using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.PersonalData.Erasing;

/// <summary>Erasing in the embedded store, whose one writer at a time is lock enough.</summary>
internal sealed class SqliteErasures(StoreSessions sessions) : ErasureStore(sessions)
{
    protected override IReadOnlyList<string> BorrowerLocks => [];

    protected override string Microseconds(string column) => column;

    protected override string MicrosecondsOfDay(string column) => $"(CAST(strftime('%s', {column}, '-8 hours') AS INTEGER) * 1000000)";

    protected override string StartsWith(string column, byte first) => $"substr({column}, 1, 1) = x'{first:x2}'";
}
