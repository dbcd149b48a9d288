using System.Threading.Channels;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace CreditDecision.Service.Health;

/// <summary>
/// What each service says of itself, by its full name. The empty name and <see cref="Ready"/> say whether applications may be sent here,
/// <see cref="Live"/> that the process answers. The rest of the program sets it, the health service tells it. Safe for use by many threads.
/// </summary>
public sealed class HealthStatuses
{
    /// <summary>Whether applications may be sent here, as the empty name says it.</summary>
    public const string Ready = "ready";

    /// <summary>The process answers. Whoever restarts it where it does not must not do so for a store that is away.</summary>
    public const string Live = "live";

    /// <summary>Watching is for balancers and orchestrators, a handful each; more is a leak or an attack.</summary>
    private const int MaxWatchers = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ServingStatus> _statuses = new(StringComparer.Ordinal) 
    {
        [""] = ServingStatus.Serving, [Ready] = ServingStatus.Serving, [Live] = ServingStatus.Serving,
    };
    private readonly List<(string Service, ChannelWriter<ServingStatus> Changes)> _watchers = [];
    private bool _isShutDown;

    /// <summary>Sets the status of a service and tells who watches it. After <see cref="ShutDown"/> nothing changes any more.</summary>
    public void Set(string service, ServingStatus status)
    {
        ArgumentNullException.ThrowIfNull(service);
        lock (_gate)
        {
            if (!_isShutDown)
                SetLocked(service, status);
        }
    }

    /// <summary>The status of a service; null when it is not known.</summary>
    public ServingStatus? Find(string service)
    {
        lock (_gate)
            return _statuses.TryGetValue(service, out var status) ? status : null;
    }

    /// <summary>All statuses by service.</summary>
    public IReadOnlyDictionary<string, ServingStatus> All()
    {
        lock (_gate)
            return new Dictionary<string, ServingStatus>(_statuses, StringComparer.Ordinal);
    }

    /// <summary>Says NOT_SERVING for every service for good, and ends every watch: the process is about to go. It still lives.</summary>
    public void ShutDown()
    {
        lock (_gate)
        {
            foreach (var service in _statuses.Keys.Where(name => name != Live).ToList())
                SetLocked(service, ServingStatus.NotServing);

            _isShutDown = true;
            foreach (var (_, changes) in _watchers)
                changes.TryComplete();
        }
    }

    /// <summary>The status now and then each change, until disposed of. A watcher that is slow sees the latest and may miss those between.</summary>
    /// <returns>Null when too many watch already.</returns>
    internal HealthWatch? Watch(string service)
    {
        // One place: a status that was not yet told is worth nothing once there is a newer one.
        var changes = Channel.CreateBounded<ServingStatus>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_gate)
        {
            if (_watchers.Count >= MaxWatchers)
                return null;

            changes.Writer.TryWrite(_statuses.GetValueOrDefault(service, ServingStatus.ServiceUnknown));
            _watchers.Add((service, changes.Writer));
            if (_isShutDown)
                changes.Writer.TryComplete();
        }

        return new HealthWatch(changes.Reader, () => Remove(changes.Writer));
    }

    private void SetLocked(string service, ServingStatus status)
    {
        if (_statuses.TryGetValue(service, out var before) && before == status)
            return;

        _statuses[service] = status;
        foreach (var (watched, changes) in _watchers)
        {
            if (watched == service)
                changes.TryWrite(status);
        }
    }

    private void Remove(ChannelWriter<ServingStatus> changes)
    {
        lock (_gate)
            _watchers.RemoveAll(watcher => watcher.Changes == changes);
    }
}

/// <summary>One watch of one service.</summary>
internal sealed class HealthWatch(ChannelReader<ServingStatus> changes, Action remove) : IDisposable
{
    public ChannelReader<ServingStatus> Changes { get; } = changes;

    public void Dispose() => remove();
}
