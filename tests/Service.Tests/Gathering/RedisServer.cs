using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;
using StackExchange.Redis;

[assembly: AssemblyFixture(typeof(RedisServer))]

namespace CreditDecision.Service.Tests.Gathering;

/// <summary>
/// A real Redis server for all tests of the assembly, on loopback, in a folder of its own. It is started when the first test asks for it and
/// stopped with the last.
/// </summary>
public sealed class RedisServer : IDisposable
{
    private const string Program = "/usr/bin/redis-server";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly Lock _starting = new();
    private readonly int _port = FreePort();
    private Process? _process;

    /// <summary>How the running server is reached. Started, if it is not running.</summary>
    public string ConnectionString
    {
        get
        {
            Start();
            return $"127.0.0.1:{_port}";
        }
    }

    public void Start()
    {
        lock (_starting)
        {
            if (_process is not null) return;
            Assert.SkipWhen(!File.Exists(Program), "Redis is not installed (Debian's package redis-server)");
            _process = Process.Start(new ProcessStartInfo(
                Program, ["--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no", "--logfile", _folder.At("log")])
            {
                WorkingDirectory = _folder.Path,
            })!;
            WaitUntilReady();
        }
    }

    /// <summary>As a crash would; what was in it is gone.</summary>
    public void Kill()
    {
        lock (_starting)
        {
            if (_process is null) return;
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
            _process = null;
        }
    }

    /// <summary>Every key with its value.</summary>
    public IReadOnlyList<(string Key, byte[] Value)> All()
    {
        using ConnectionMultiplexer connection = ConnectionMultiplexer.Connect(ConnectionString);
        IDatabase database = connection.GetDatabase();
        return [.. connection.GetServers().Single().Keys().Select(key => (key.ToString(), (byte[])database.StringGet(key)!))];
    }

    public void Dispose()
    {
        Kill();
        _folder.Dispose();
    }

    private void WaitUntilReady()
    {
        for (long start = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                using var client = new TcpClient("127.0.0.1", _port);
                return;
            }
            catch (SocketException) when (!_process!.HasExited && Stopwatch.GetElapsedTime(start) < StartLimit)
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
