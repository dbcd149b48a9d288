using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CreditDecision.Service.Tests.Gathering;

/// <summary>A running redis-server on loopback, which keeps nothing on disk.</summary>
internal sealed class RedisProcess : IDisposable
{
    private const string Program = "/usr/bin/redis-server";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private RedisProcess(Process process) => _process = process;

    /// <summary>Returns when it listens. Skips the test, aloud, where Redis is not installed.</summary>
    /// <param name="folder">Its own; its log is written there.</param>
    public static RedisProcess Start(int port, string folder, params IEnumerable<string> arguments)
    {
        Assert.SkipWhen(!File.Exists(Program), "Redis is not installed (Debian's package redis-server)");
        Directory.CreateDirectory(folder);
        var started = new RedisProcess(Process.Start(new ProcessStartInfo(
            Program, ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no", "--logfile", "log", .. arguments])
        {
            WorkingDirectory = folder,
        })!);
        started.WaitUntilReady(port);
        return started;
    }

    /// <summary>All different.</summary>
    public static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in listeners) listener.Start();
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (TcpListener listener in listeners) listener.Dispose();
        return ports;
    }

    /// <summary>Kills it, as a crash would; what was in it is gone.</summary>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void WaitUntilReady(int port)
    {
        for (long start = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                using var client = new TcpClient("127.0.0.1", port);
                return;
            }
            catch (SocketException) when (!_process.HasExited && Stopwatch.GetElapsedTime(start) < StartLimit)
            {
                Thread.Yield();
            }
        }
    }
}
