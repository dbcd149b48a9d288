using System.Diagnostics;

namespace Benchmarks.Echo;

/// <summary>One server in a process of its own, so that no server shares heap, threads or compiled code with another or with the driver.</summary>
internal sealed class ChildServer : IAsyncDisposable
{
    private readonly Process _process;

    private ChildServer(Process process, string name, Uri address) => (_process, Name, Address) = (process, name, address);

    public string Name { get; }

    public Uri Address { get; }

    /// <summary>Processor time that the server has used since it started.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a server and waits until it says where it listens.</summary>
    /// <param name="assembly">The built benchmark program, which is its own server.</param>
    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public static async Task<ChildServer> StartAsync(string name, string assembly, string kind)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, "serve", kind]) { RedirectStandardOutput = true, UseShellExecute = false };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"'{name}' did not start.");
        var line = await process.StandardOutput.ReadLineAsync();
        if (Uri.TryCreate(line, UriKind.Absolute, out var address))
            return new ChildServer(process, name, address);

        process.Kill();
        throw new InvalidOperationException($"'{name}' did not say where it listens: {line ?? "it ended"}.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();

        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
