using CreditDecision.Service.Hosting;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Ledger;

/// <summary>
/// The embedded store's file: opened by one process at a time, recognised as ours, of a schema that we know.
/// </summary>
internal sealed class SqliteFile : IDisposable
{
    // "CDEC": marks the file as a decision ledger, so that another program's database is refused and not filled with our tables.
    private const int ApplicationMark = 0x43444543;

    // Whoever else writes or looks into the file may hold it locked for a moment; longer than callers wait is no use to anybody.
    private const int LockSeconds = 2;

    private readonly FileStream _lock;

    private SqliteFile(string path, FileStream fileLock) => (Path, _lock) = (path, fileLock);

    public string Path { get; }

    /// <exception cref="StartRefusedException">The file cannot be served; it says why.</exception>
    public static SqliteFile Open(string path)
    {
        path = Resolve(path);
        FileStream fileLock = Lock(path);
        try
        {
            var file = new SqliteFile(path, fileLock);
            using SqliteConnection connection = file.Connect();
            file.Prepare(connection);
            return file;
        }
        catch (SqliteException problem)
        {
            fileLock.Dispose();
            throw new StartRefusedException([$"store {path}: {problem.Message}"]);
        }
        catch
        {
            fileLock.Dispose();
            throw;
        }
    }

    /// <summary>A connection of its own, with every commit synchronised to disk before it returns.</summary>
    public SqliteConnection Connect(bool readOnly = false)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = LockSeconds,
        }.ToString());
        try
        {
            connection.Open();
            // SQLite's own waiting looks again after a millisecond, the library's around it after 150.
            Execute(connection, $"PRAGMA busy_timeout = {LockSeconds * 1_000}");
            // No memory map: a disk that fails under one ends the process, where a failed read ends one request.
            Execute(connection, readOnly
                ? "PRAGMA query_only = ON"
                : "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -65536;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Ties a new store to the key that makes its borrower tokens; an old one must be tied to the same.</summary>
    /// <exception cref="StartRefusedException">It is tied to another key.</exception>
    public void Bind(byte[] keyFingerprint)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand bind = connection.Command(
            "INSERT INTO token_key SELECT $1 WHERE NOT EXISTS (SELECT 1 FROM token_key); SELECT fingerprint FROM token_key", 1);
        bind.Parameters[0].Value = keyFingerprint;
        var bound = (byte[])bind.ExecuteScalar()!;
        if (!bound.AsSpan().SequenceEqual(keyFingerprint))
            throw new StartRefusedException(
                [$"store {Path}: was filled under another token_key; with this one no borrower would be found again, and every cap would start anew"]);
    }

    public void Dispose() => _lock.Dispose();

    // The lock stands beside the file itself, so that two links to one file are one store.
    private static string Resolve(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        return File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
    }

    // The lock ends with the process however it ends, so a crash never leaves a store that nobody may open.
    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException([problem is DirectoryNotFoundException or UnauthorizedAccessException
                ? $"store {path}: {problem.Message}"
                : $"store {path}: another process has it open (the embedded store serves one process; several replicas need PostgreSQL)"]);
        }
    }

    private void Prepare(SqliteConnection connection)
    {
        long version = Number(connection, "PRAGMA user_version");
        long mark = Number(connection, "PRAGMA application_id");
        long tables = Number(connection, "SELECT count(*) FROM sqlite_master");
        bool isNew = version == 0 && mark == 0 && tables == 0;
        if (!isNew && mark != ApplicationMark) throw new StartRefusedException([$"store {Path}: is a database of another program"]);
        if (version > SqliteSchema.Version)
            throw new StartRefusedException([$"store {Path}: has schema {version}; this version of the service knows {SqliteSchema.Version} and would damage it"]);
        // Also where nothing is to be done: a store that cannot be written now would refuse every application later.
        Execute(
            connection,
            $"BEGIN IMMEDIATE; {SqliteSchema.From(version)} PRAGMA application_id = {ApplicationMark}; PRAGMA user_version = {SqliteSchema.Version}; COMMIT;");
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.Command(sql);
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.Command(sql);
        command.ExecuteNonQuery();
    }
}
