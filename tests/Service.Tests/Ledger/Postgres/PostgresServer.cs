using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace CreditDecision.Service.Tests.Ledger.Postgres;

/// <summary>
/// A real PostgreSQL server for all tests of the assembly, on loopback, in a folder of its own. It is started when the first test asks for
/// it and stopped with the last.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly Lock _starting = new();
    private readonly int _port = FreePort();
    private Process? _process;
    private bool _made;
    private int _databases;

    /// <summary>Gets what the server writes, line by line, under its lock; null drops it.</summary>
    public List<string>? Log { get; init; }

    /// <summary>Skips the test, aloud, where PostgreSQL is not installed.</summary>
    public static string Programs
    {
        get
        {
            string? found = Directory.Exists("/usr/lib/postgresql")
                ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max()
                : null;
            Assert.SkipWhen(found is null, "PostgreSQL is not installed (Debian's package postgresql)");
            return found!;
        }
    }

    /// <summary>Makes an empty database and says how to reach it.</summary>
    public string NewDatabase()
    {
        Start();
        string name = $"test_{Interlocked.Increment(ref _databases)}";
        using var source = NpgsqlDataSource.Create(ConnectionString("postgres") + ";Pooling=false");
        using NpgsqlCommand create = source.CreateCommand($"CREATE DATABASE {name}");
        create.ExecuteNonQuery();
        return ConnectionString(name);
    }

    /// <summary>Starts the server, if it is not running.</summary>
    public void Start()
    {
        lock (_starting)
        {
            if (_process is not null) return;
            if (!_made) Make();
            _process = Launch(Path.Combine(Programs, "postgres"),
                "-D", Data, "-p", $"{_port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=300", "-c", "fsync=on");
            WaitUntilReady();
        }
    }

    /// <summary>As a crash would: SIGQUIT ends it at once, and what was committed is recovered from the log at the next start.</summary>
    public void Crash()
    {
        lock (_starting)
        {
            if (_process is null) return;
            using (Process kill = Process.Start("kill", ["-QUIT", $"{_process.Id}"])) kill.WaitForExit();
            _process.WaitForExit();
            _process.Dispose();
            _process = null;
        }
    }

    public void Dispose()
    {
        Crash();
        _folder.Dispose();
    }

    private string Data => _folder.At("data");

    private string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database}";

    private void Make()
    {
        if (Environment.IsPrivilegedProcess) Run("chown", "postgres", _folder.Path);
        using (Process make = Launch(Path.Combine(Programs, "initdb"), "-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"))
        {
            make.WaitForExit();
            Assert.True(make.ExitCode == 0, "initdb failed");
        }
        _made = true;
    }

    // The server refuses to run as root.
    private Process Launch(string program, params string[] arguments)
    {
        string[] words = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", program, .. arguments] : [program, .. arguments];
        var start = new ProcessStartInfo(words[0]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.Path };
        foreach (string word in words.Skip(1)) start.ArgumentList.Add(word);
        Process process = Process.Start(start)!;
        // Read in any case, so that it never waits for a full pipe.
        process.OutputDataReceived += Hear;
        process.ErrorDataReceived += Hear;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        if (Log is null || line.Data is null) return;
        lock (Log) Log.Add(line.Data);
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private void WaitUntilReady()
    {
        using var source = NpgsqlDataSource.Create(ConnectionString("postgres") + ";Pooling=false;Timeout=2");
        for (long start = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                source.OpenConnection().Dispose();
                return;
            }
            catch (NpgsqlException) when (!_process!.HasExited && Stopwatch.GetElapsedTime(start) < StartLimit)
            {
                Thread.Yield();
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
