using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;

namespace CreditDecision.Service.Ledger.Postgres;

/// <summary>
/// The monthly partitions of decisions. Each is made before the first decision of its month is written, by whichever replica needs it first;
/// there is no partition for the rest, which would fill unseen.
/// </summary>
internal sealed class PostgresPartitions(NpgsqlDataSource source)
{
    private const int LockSpace = 0x43444543, PartitionLock = 2;

    private readonly ConcurrentDictionary<DateOnly, bool> _there = new();

    /// <summary>Makes sure that the month of each moment has its partition.</summary>
    public async Task EnsureAsync(IEnumerable<DateTimeOffset> moments, CancellationToken cancellation)
    {
        foreach (DateTimeOffset moment in moments)
        {
            DateOnly month = MonthOf(moment);
            if (_there.ContainsKey(month)) continue;
            await MakeAsync(month, cancellation);
            _there[month] = true;
        }
    }

    public static DateOnly MonthOf(DateTimeOffset moment) => new(moment.UtcDateTime.Year, moment.UtcDateTime.Month, 1);

    /// <summary>Made beside the table and then attached, which does not keep readers and writers of other months out.</summary>
    private async Task MakeAsync(DateOnly month, CancellationToken cancellation)
    {
        string name = $"decisions_{month.ToString("yyyy_MM", CultureInfo.InvariantCulture)}";
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        await using var turn = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({LockSpace}, {PartitionLock})", connection);
        await turn.ExecuteNonQueryAsync(cancellation);
        await using var look = new NpgsqlCommand($"SELECT to_regclass('{name}') IS NOT NULL", connection);
        if (!(bool)(await look.ExecuteScalarAsync(cancellation))!)
        {
            // A row with its reply and evidence fits a page, and costs less there than in pieces in a table beside.
            await using var make = new NpgsqlCommand(
                $"""
                CREATE TABLE {name} (LIKE decisions INCLUDING ALL) WITH (toast_tuple_target = 8160);
                ALTER TABLE decisions ATTACH PARTITION {name} FOR VALUES FROM ('{Start(month)}') TO ('{Start(month.AddMonths(1))}')
                """,
                connection);
            await make.ExecuteNonQueryAsync(cancellation);
        }
        await transaction.CommitAsync(cancellation);
    }

    private static string Start(DateOnly month) => month.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + " 00:00:00+00";
}
