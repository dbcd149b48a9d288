using System.Security.Cryptography;
using System.Text;
using CreditDecision.Service.Ledger;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Strategies.Archive;

/// <summary>
/// The archive in the embedded store. It writes on a connection of its own, a file at a time, so that the decisions' writer waits for one
/// file at most; the row that makes a content known comes last, so a content is there whole or not at all. Files without one do no harm.
/// </summary>
internal sealed class SqliteContentArchive(SqliteFile file, TimeProvider time, ArchiveLog log) : IContentArchive
{
    // Decisions keep the writing connection busy under load, and nobody waits for a reply while content is kept.
    private const int SecondsForItsTurn = 30;

    private const int Sha256Letters = 2 * SHA256.HashSizeInBytes;

    public async ValueTask KeepAsync(ContentManifest content, CancellationToken cancellation) =>
        await Task.Run(() => InStore(() => Keep(content, cancellation)), cancellation);

    public async ValueTask<IContentSource?> FindAsync(string sha256, CancellationToken cancellation) =>
        await Task.Run(() => InStore(() => Find(sha256)), cancellation);

    private bool Keep(ContentManifest content, CancellationToken cancellation)
    {
        using SqliteConnection connection = file.Connect();
        foreach (ContentFile each in content.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            Keep(connection, each);
        }
        return Keep(connection, content);
    }

    // Also its list is compared; and what is there already takes no turn to write.
    private bool Keep(SqliteConnection connection, ContentManifest content)
    {
        byte[] hash = Hash(content.Sha256);
        string? kept = One<string>(connection, "SELECT manifest FROM contents WHERE sha256 = $1", hash);
        if (kept == content.Text) return false;
        Run(connection, "INSERT INTO contents VALUES($1, $2, $3) ON CONFLICT DO UPDATE SET manifest = excluded.manifest", hash, content.Text, Now());
        if (kept is null) log.Kept(content.Sha256, content.Files.Count);
        else log.Mended("the list of files", content.Sha256);
        return true;
    }

    // Compared and not only looked for: a copy that was changed would stay unnoticed until somebody needs it.
    private void Keep(SqliteConnection connection, ContentFile content)
    {
        byte[] hash = Hash(content.Sha256), bytes = content.Bytes.ToArray();
        long? same = One<long?>(connection, "SELECT bytes = $2 FROM content_files WHERE sha256 = $1", hash, bytes);
        if (same == 1) return;
        Run(connection, "INSERT INTO content_files VALUES($1, $2) ON CONFLICT DO UPDATE SET bytes = excluded.bytes", hash, bytes);
        if (same is not null) log.Mended(content.Name, content.Sha256);
    }

    private ArchivedContent? Find(string sha256)
    {
        using SqliteConnection connection = file.Connect(readOnly: true);
        string? manifest = One<string>(connection, "SELECT manifest FROM contents WHERE sha256 = $1", Hash(sha256));
        if (manifest is null) return null;
        if (Sha256(Encoding.UTF8.GetBytes(manifest)) != sha256) throw new ContentDamagedException($"The archive's list of the files of content {sha256} was changed.");
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (string line in manifest.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            files[line[(Sha256Letters + 2)..]] = Bytes(connection, line[..Sha256Letters], line[(Sha256Letters + 2)..]);
        return new ArchivedContent(sha256, files);
    }

    private static byte[] Bytes(SqliteConnection connection, string sha256, string name)
    {
        byte[]? bytes = One<byte[]>(connection, "SELECT bytes FROM content_files WHERE sha256 = $1", Hash(sha256));
        if (bytes is null) throw new ContentDamagedException($"The archive's copy of {name} ({sha256}) is gone.");
        return Sha256(bytes) == sha256 ? bytes : throw new ContentDamagedException($"The archive's copy of {name} ({sha256}) was changed.");
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Hash(string sha256) => Convert.FromHexString(sha256);

    private long Now() => SqliteRows.ToMicroseconds(time.GetUtcNow());

    private static int Run(SqliteConnection connection, string sql, params object[] values)
    {
        using SqliteCommand command = With(connection, sql, values);
        return command.ExecuteNonQuery();
    }

    private static T? One<T>(SqliteConnection connection, string sql, params object[] values)
    {
        using SqliteCommand command = With(connection, sql, values);
        return (T?)command.ExecuteScalar();
    }

    private static SqliteCommand With(SqliteConnection connection, string sql, object[] values)
    {
        SqliteCommand command = connection.Command(sql, values.Length);
        for (int i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        command.CommandTimeout = SecondsForItsTurn;
        return command;
    }

    private static T InStore<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException problem)
        {
            throw new LedgerUnavailableException("The archive cannot be read or written.", problem);
        }
    }
}
