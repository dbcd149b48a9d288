using System.Diagnostics;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;

[assembly: AssemblyFixture(typeof(RedisCluster))]

namespace CreditDecision.Service.Tests.Gathering;

/// <summary>A real Redis Cluster of three nodes for all tests of the assembly, started when the first test asks for it and stopped with the last.</summary>
public sealed class RedisCluster : IDisposable
{
    private const int Nodes = 3;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly Lock _starting = new();
    private readonly List<RedisProcess> _nodes = [];
    private string _addresses = "";

    /// <summary>How the running cluster is reached. Started, if it is not running.</summary>
    public string ConnectionString
    {
        get
        {
            lock (_starting)
            {
                if (_addresses.Length == 0) _addresses = Make();
                return _addresses;
            }
        }
    }

    public void Dispose()
    {
        foreach (RedisProcess node in _nodes) node.Dispose();
        _folder.Dispose();
    }

    private string Make()
    {
        int[] ports = RedisProcess.FreePorts(2 * Nodes);
        for (int i = 0; i < Nodes; i++)
            _nodes.Add(RedisProcess.Start(ports[i], _folder.At($"node-{i}"), "--cluster-enabled", "yes", "--cluster-port", $"{ports[Nodes + i]}"));
        string[] addresses = [.. ports.Take(Nodes).Select(port => $"127.0.0.1:{port}")];
        string told = Ask(["--cluster", "create", .. addresses, "--cluster-yes"]);
        Assert.True(told.Contains("All 16384 slots covered", StringComparison.Ordinal), told);
        // A node serves only a while after it has learned who holds which slots.
        long start = Stopwatch.GetTimestamp();
        foreach (int port in ports.Take(Nodes))
        {
            while (!Ask(["-p", $"{port}", "cluster", "info"]).Contains("cluster_state:ok", StringComparison.Ordinal))
                Assert.True(Stopwatch.GetElapsedTime(start) < StartLimit, "the Redis Cluster does not come up");
        }
        return string.Join(',', addresses);
    }

    private static string Ask(IEnumerable<string> arguments)
    {
        using Process asking = Process.Start(new ProcessStartInfo("redis-cli", arguments) { RedirectStandardOutput = true })!;
        string told = asking.StandardOutput.ReadToEnd();
        asking.WaitForExit();
        return told;
    }
}
