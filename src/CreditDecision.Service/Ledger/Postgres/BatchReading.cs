using CreditDecision.Service.PersonalData;
using Npgsql;

namespace CreditDecision.Service.Ledger.Postgres;

/// <summary>What a batch finds before anything of it is recorded.</summary>
/// <param name="sequences">How many places in the ledger it takes.</param>
internal sealed class BatchReading(int sequences)
{
    public Dictionary<BorrowerToken, long> Exposures { get; } = [];

    /// <summary>As they are kept, of the borrowers who have one.</summary>
    public Dictionary<BorrowerToken, byte[]> Keys { get; } = [];

    /// <summary>Of the applications that are recorded.</summary>
    public List<(DateTimeOffset DecidedAt, long Sequence)> Places { get; } = [];

    public Dictionary<(string ClientId, string ApplicationId), LedgerEntry> Recorded { get; } = [];

    /// <summary>Of the event that put to use what may decide.</summary>
    public long ContentNumber { get; set; }

    public long[] Sequences { get; } = new long[sequences];

    /// <summary>Takes the results in the order of their statements.</summary>
    public async Task FillAsync(NpgsqlDataReader rows, CancellationToken cancellation)
    {
        while (await rows.ReadAsync(cancellation)) Exposures[new BorrowerToken(rows.GetFieldValue<byte[]>(0))] = rows.GetInt64(1);
        await rows.NextResultAsync(cancellation);
        while (await rows.ReadAsync(cancellation)) Keys[new BorrowerToken(rows.GetFieldValue<byte[]>(0))] = rows.GetFieldValue<byte[]>(1);
        await rows.NextResultAsync(cancellation);
        while (await rows.ReadAsync(cancellation)) Places.Add((rows.GetFieldValue<DateTimeOffset>(0), rows.GetInt64(1)));
        await rows.NextResultAsync(cancellation);
        await rows.NextResultAsync(cancellation);
        await rows.ReadAsync(cancellation);
        ContentNumber = rows.GetInt64(0);
        await rows.NextResultAsync(cancellation);
        for (int i = 0; await rows.ReadAsync(cancellation); i++) Sequences[i] = rows.GetInt64(0);
    }
}
