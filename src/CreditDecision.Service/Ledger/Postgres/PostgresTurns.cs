namespace CreditDecision.Service.Ledger.Postgres;

/// <summary>Advisory locks of the database by which replicas take turns; each ends with its transaction.</summary>
internal static class PostgresTurns
{
    // Of this service's own locks in the database; the second number says which.
    private const int Space = 0x43444543;

    /// <summary>Waits for all who have the turn, alone or shared, and keeps others out.</summary>
    public static string Take(StoreTurn turn) => $"SELECT pg_advisory_xact_lock({Space}, {Number(turn)})";

    /// <summary>Waits only for whoever has the turn alone.</summary>
    public static string Share(StoreTurn turn) => $"SELECT pg_advisory_xact_lock_shared({Space}, {Number(turn)})";

    // Replicas of earlier versions use the same; 1 to 3 are of the schema, the partitions and the anchors.
    private static int Number(StoreTurn turn) => turn switch
    {
        StoreTurn.Content => 4,
        StoreTurn.Lists => 5,
        StoreTurn.Erasures => 6,
        StoreTurn.Governance => 7,
        StoreTurn.Reviews => 8,
        StoreTurn.Reassessments => 9,
        _ => throw new ArgumentOutOfRangeException(nameof(turn)),
    };
}
