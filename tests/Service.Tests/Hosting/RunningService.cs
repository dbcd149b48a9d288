using System.Diagnostics;
using System.Text.RegularExpressions;
using CreditDecision.V1;
using Grpc.Net.Client;
using Process = System.Diagnostics.Process;

namespace CreditDecision.Service.Tests.Hosting;

/// <summary>The real service in a process of its own, on a free loopback port, with the reference content and a store in the given folder.</summary>
internal sealed partial class RunningService : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly List<string> _output;
    private readonly GrpcChannel _channel;

    private RunningService(Process process, string address, List<string> output)
    {
        _process = process;
        _output = output;
        Address = address;
        _channel = GrpcChannel.ForAddress(address);
        Client = new DecisionService.DecisionServiceClient(_channel);
    }

    public string Address { get; }

    public GrpcChannel Channel => _channel;

    public DecisionService.DecisionServiceClient Client { get; }

    /// <summary>What it wrote so far, both streams.</summary>
    public IReadOnlyList<string> Output
    {
        get
        {
            lock (_output) return [.. _output];
        }
    }

    public static async Task<RunningService> StartAsync(string store, params string[] more)
    {
        var listening = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        Process process = Launch(store, more, out List<string> output, line =>
        {
            if (Listening().Match(line) is { Success: true } match) listening.TrySetResult(match.Groups[1].Value);
        });
        Task exited = process.WaitForExitAsync();
        if (await Task.WhenAny(listening.Task, exited).WaitAsync(StartLimit) == exited)
            throw new InvalidOperationException("The service ended at once:\n" + string.Join('\n', output));
        return new RunningService(process, await listening.Task, output);
    }

    /// <summary>Starts a service that is expected to refuse.</summary>
    public static async Task<(int ExitCode, string Output)> StartRefusedAsync(string store, params string[] more)
    {
        using Process process = Launch(store, more, out List<string> output, _ => { });
        try
        {
            await process.WaitForExitAsync().WaitAsync(StartLimit);
        }
        finally
        {
            // Where it did start after all, the test fails; the process must not outlive it.
            if (!process.HasExited) process.Kill();
        }
        lock (output) return (process.ExitCode, string.Join('\n', output));
    }

    /// <summary>As a power cut would: SIGKILL, nothing is flushed, nothing is told.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>As an operator would: SIGTERM. Returns when the signal is sent.</summary>
    public async Task TerminateAsync()
    {
        using Process stop = Process.Start("kill", ["-TERM", _process.Id.ToString()]);
        await stop.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        if (!_process.HasExited)
        {
            await TerminateAsync();
            await _process.WaitForExitAsync().WaitAsync(StartLimit);
        }
        _process.Dispose();
    }

    private static Process Launch(string store, string[] more, out List<string> output, Action<string> heard)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(store)!,
        };
        string[] arguments =
        [
            Repository.Built("CreditDecision.Service", "CreditDecision.Service.dll"),
            "--urls", "http://127.0.0.1:0", "--Store:Path", store,
        ];
        foreach (string argument in arguments.Concat(more)) start.ArgumentList.Add(argument);
        // Most tests are of content that nobody has approved.
        if (!more.Contains("--Governance:Mode"))
        {
            start.ArgumentList.Add("--Governance:Mode");
            start.ArgumentList.Add("open");
        }
        if (!more.Contains("--Content:Directory"))
        {
            start.ArgumentList.Add("--Content:Directory");
            start.ArgumentList.Add(Repository.Root);
        }
        var process = new Process { StartInfo = start };
        List<string> lines = [];
        output = lines;
        void Hear(string? line)
        {
            if (line is null) return;
            lock (lines) lines.Add(line);
            heard(line);
        }
        process.OutputDataReceived += (_, data) => Hear(data.Data);
        process.ErrorDataReceived += (_, data) => Hear(data.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    [GeneratedRegex("""Now listening on: (https?://[^\s"]+)""")]
    private static partial Regex Listening();
}
