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
    private readonly TemporaryFolder _folder = new();
    private readonly Lock _starting = new();
    private readonly int _port = RedisProcess.FreePorts(1)[0];
    private RedisProcess? _process;

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
        lock (_starting) _process ??= RedisProcess.Start(_port, _folder.Path);
    }

    /// <summary>As a crash would; what was in it is gone.</summary>
    public void Kill()
    {
        lock (_starting)
        {
            _process?.Dispose();
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

    /// <summary>Changes a value behind everybody's back.</summary>
    public void Set(string key, byte[] value)
    {
        using ConnectionMultiplexer connection = ConnectionMultiplexer.Connect(ConnectionString);
        connection.GetDatabase().StringSet(key, value);
    }

    public void Dispose()
    {
        Kill();
        _folder.Dispose();
    }
}
