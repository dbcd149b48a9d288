using CreditDecision.Service.Ledger;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Strategies.Archive;

/// <summary>
/// The archive in the embedded store. It writes on a connection of its own, a little at a time, so that the decisions' writer never
/// waits long; the row that makes a content known comes last, so a content is there whole or not at all. Files without one do no harm.
/// </summary>
internal sealed class SqliteContentArchive(SqliteFile file, TimeProvider time, ArchiveLog log) : IContentArchive
{
    public async ValueTask KeepAsync(ContentManifest content, CancellationToken cancellation) =>
        await Task.Run(() => InStore(() => Keep(content, cancellation)), cancellation);

    public async ValueTask<IContentSource?> FindAsync(string sha256, CancellationToken cancellation) =>
        await Task.Run(() => InStore(() => Find(sha256)), cancellation);

    public async ValueTask<IReadOnlyList<string>> KeptAsync(CancellationToken cancellation) => await Task.Run(() => InStore(Kept), cancellation);

    private IReadOnlyList<string> Kept()
    {
        using SqliteConnection connection = file.Connect(readOnly: true);
        using SqliteCommand command = connection.With("SELECT sha256 FROM contents ORDER BY kept_at, sha256");
        using SqliteDataReader rows = command.ExecuteReader();
        var kept = new List<string>();
        while (rows.Read()) kept.Add(Convert.ToHexStringLower(rows.GetFieldValue<byte[]>(0)));
        return kept;
    }

    private bool Keep(ContentManifest content, CancellationToken cancellation)
    {
        using SqliteConnection connection = file.Connect();
        var files = new ArchivedFiles(connection);
        foreach (ContentFile each in content.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (files.Keep(Hash(each.Sha256), each.Bytes.Span, cancellation)) log.Mended(each.Name, each.Sha256);
        }
        return Keep(connection, content);
    }

    // Also its list is compared; and what is there already takes no turn to write.
    private bool Keep(SqliteConnection connection, ContentManifest content)
    {
        byte[] hash = Hash(content.Sha256);
        string? kept = connection.One<string>("SELECT manifest FROM contents WHERE sha256 = $1", hash);
        if (kept == content.Text) return false;
        connection.Run("INSERT INTO contents VALUES($1, $2, $3) ON CONFLICT DO UPDATE SET manifest = excluded.manifest", hash, content.Text, Now());
        if (kept is null) log.Kept(content.Sha256, content.Files.Count);
        else log.Mended("the list of files", content.Sha256);
        return true;
    }

    private HeldContent? Find(string sha256)
    {
        using SqliteConnection connection = file.Connect(readOnly: true);
        string? manifest = connection.One<string>("SELECT manifest FROM contents WHERE sha256 = $1", Hash(sha256));
        if (manifest is null) return null;
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var kept = new ArchivedFiles(connection);
        foreach ((string name, string hash) in ArchivedList.Read(manifest, sha256)) files[name] = ArchivedList.Checked(kept.Read(Hash(hash)), hash, name);
        return new HeldContent($"content {sha256}", files);
    }

    private static byte[] Hash(string sha256) => Convert.FromHexString(sha256);

    private long Now() => SqliteRows.ToMicroseconds(time.GetUtcNow());

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
