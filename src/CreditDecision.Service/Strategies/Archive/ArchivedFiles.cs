using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Strategies.Archive;

/// <summary>
/// The archive's files by hash. Whatever is longer than a part is written in parts with pauses between them: while one is written no
/// decision is, and a model of hundreds of megabytes written at once kept them waiting until they were given up.
/// </summary>
internal sealed class ArchivedFiles(SqliteConnection connection)
{
    /// <summary>Bytes that a disk takes in some ten milliseconds.</summary>
    public const int PartBytes = 1024 * 1024;

    // Whoever waits for its turn to write looks every 25 ms at first, so in each pause all who wait get it.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <returns>True when a copy was there that was not what its hash says; it is written anew.</returns>
    public bool Keep(byte[] hash, ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
        if (bytes.Length <= PartBytes) return KeepWhole(hash, bytes.ToArray());
        bool mended = false;
        for (int part = 0; part * (long)PartBytes < bytes.Length; part++)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> rest = bytes[(part * PartBytes)..];
            mended |= KeepPart(hash, part, rest[..Math.Min(rest.Length, PartBytes)].ToArray(), cancellation);
        }
        return mended;
    }

    /// <returns>Null when it is not there; what is there may have been changed.</returns>
    public byte[]? Read(byte[] hash)
    {
        using var whole = new MemoryStream();
        using SqliteCommand parts = connection.With("SELECT bytes FROM content_parts WHERE sha256 = $1 ORDER BY part", hash);
        using SqliteDataReader rows = parts.ExecuteReader();
        while (rows.Read()) whole.Write(rows.GetFieldValue<byte[]>(0));
        // Earlier versions kept long files whole, too.
        return whole.Length > 0 ? whole.ToArray() : connection.One<byte[]>("SELECT bytes FROM content_files WHERE sha256 = $1", hash);
    }

    // Compared and not only looked for: a copy that was changed would stay unnoticed until somebody needs it.
    private bool KeepWhole(byte[] hash, byte[] bytes)
    {
        long? same = connection.One<long?>("SELECT bytes = $2 FROM content_files WHERE sha256 = $1", hash, bytes);
        if (same != 1) connection.Run("INSERT INTO content_files VALUES($1, $2) ON CONFLICT DO UPDATE SET bytes = excluded.bytes", hash, bytes);
        return same == 0;
    }

    private bool KeepPart(byte[] hash, int part, byte[] bytes, CancellationToken cancellation)
    {
        long? same = connection.One<long?>("SELECT bytes = $3 FROM content_parts WHERE sha256 = $1 AND part = $2", hash, part, bytes);
        if (same == 1) return false;
        connection.Run("INSERT INTO content_parts VALUES($1, $2, $3) ON CONFLICT DO UPDATE SET bytes = excluded.bytes", hash, part, bytes);
        cancellation.WaitHandle.WaitOne(Pause);
        return same == 0;
    }
}
