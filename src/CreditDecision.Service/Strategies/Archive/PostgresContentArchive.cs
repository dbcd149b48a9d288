using CreditDecision.Service.Ledger;
using CreditDecision.Service.Ledger.Postgres;
using Npgsql;

namespace CreditDecision.Service.Strategies.Archive;

/// <summary>
/// The archive in PostgreSQL. Every replica keeps what it serves; the first one writes it and the others find it there. The row that makes a
/// content known comes last, so a content is there whole or not at all.
/// </summary>
internal sealed class PostgresContentArchive(PostgresStore store, TimeProvider time, ArchiveLog log) : IContentArchive
{
    private const int PartBytes = 1024 * 1024;

    // Models are read and written in megabytes, which takes longer than a decision may.
    private const int SecondsForAFile = 60;

    public async ValueTask KeepAsync(ContentManifest content, CancellationToken cancellation) => await InStoreAsync(async () =>
    {
        await using NpgsqlConnection connection = await store.Source.OpenConnectionAsync(cancellation);
        foreach (ContentFile each in content.Files)
            if (await KeepFileAsync(connection, Hash(each.Sha256), each.Bytes, cancellation)) log.Mended(each.Name, each.Sha256);
        await KeepListAsync(connection, content, cancellation);
        return true;
    });

    public async ValueTask<IContentSource?> FindAsync(string sha256, CancellationToken cancellation) => await InStoreAsync(async () =>
    {
        await using NpgsqlConnection connection = await store.Source.OpenConnectionAsync(cancellation);
        if (await OneAsync<string>(connection, "SELECT manifest FROM contents WHERE sha256 = $1", cancellation, PostgresRows.Bytes(Hash(sha256))) is not { } manifest)
            return null;
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach ((string name, string hash) in ArchivedList.Read(manifest, sha256))
            files[name] = ArchivedList.Checked(await ReadFileAsync(connection, Hash(hash), cancellation), hash, name);
        return new HeldContent($"content {sha256}", files);
    });

    public async ValueTask<IReadOnlyList<string>> KeptAsync(CancellationToken cancellation) => await InStoreAsync<IReadOnlyList<string>>(async () =>
    {
        await using NpgsqlCommand command = store.Source.CreateCommand("SELECT sha256 FROM contents ORDER BY kept_at, sha256");
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellation);
        var kept = new List<string>();
        while (await rows.ReadAsync(cancellation)) kept.Add(Convert.ToHexStringLower(rows.GetFieldValue<byte[]>(0)));
        return kept;
    });

    // Compared and not only looked for: a copy that was changed would stay unnoticed until somebody needs it.
    private static async Task<bool> KeepFileAsync(NpgsqlConnection connection, byte[] hash, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        bool mended = false;
        for (int part = 0; part == 0 || part * (long)PartBytes < bytes.Length; part++)
        {
            ReadOnlyMemory<byte> rest = bytes[(part * PartBytes)..];
            byte[] these = rest[..Math.Min(rest.Length, PartBytes)].ToArray();
            NpgsqlParameter[] Values() => [PostgresRows.Bytes(hash), PostgresRows.Number(part), PostgresRows.Bytes(these)];
            bool? same = await OneAsync<bool?>(connection, "SELECT bytes = $3 FROM content_parts WHERE sha256 = $1 AND part = $2", cancellation, Values());
            if (same == true) continue;
            await OneAsync<object>(
                connection, "INSERT INTO content_parts VALUES ($1, $2, $3) ON CONFLICT (sha256, part) DO UPDATE SET bytes = excluded.bytes", cancellation, Values());
            mended |= same == false;
        }
        return mended;
    }

    // Also its list is compared; and what is there already is not written.
    private async Task KeepListAsync(NpgsqlConnection connection, ContentManifest content, CancellationToken cancellation)
    {
        string? kept = await OneAsync<string>(connection, "SELECT manifest FROM contents WHERE sha256 = $1", cancellation, PostgresRows.Bytes(Hash(content.Sha256)));
        if (kept == content.Text) return;
        await OneAsync<object>(
            connection, "INSERT INTO contents VALUES ($1, $2, $3) ON CONFLICT (sha256) DO UPDATE SET manifest = excluded.manifest", cancellation,
            PostgresRows.Bytes(Hash(content.Sha256)), PostgresRows.Text(content.Text), PostgresRows.Moment(time.GetUtcNow()));
        if (kept is null) log.Kept(content.Sha256, content.Files.Count);
        else log.Mended("the list of files", content.Sha256);
    }

    private static async Task<byte[]?> ReadFileAsync(NpgsqlConnection connection, byte[] hash, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT bytes FROM content_parts WHERE sha256 = $1 ORDER BY part", connection) { CommandTimeout = SecondsForAFile };
        command.Parameters.Add(PostgresRows.Bytes(hash));
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellation);
        if (!rows.HasRows) return null;
        using var whole = new MemoryStream();
        while (await rows.ReadAsync(cancellation)) whole.Write(rows.GetFieldValue<byte[]>(0));
        return whole.ToArray();
    }

    private static async Task<T?> OneAsync<T>(NpgsqlConnection connection, string sql, CancellationToken cancellation, params NpgsqlParameter[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = SecondsForAFile };
        command.Parameters.AddRange(values);
        return (T?)await command.ExecuteScalarAsync(cancellation);
    }

    private static byte[] Hash(string sha256) => Convert.FromHexString(sha256);

    private static async Task<T> InStoreAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (NpgsqlException problem)
        {
            throw new LedgerUnavailableException("The archive cannot be read or written.", problem);
        }
    }
}
