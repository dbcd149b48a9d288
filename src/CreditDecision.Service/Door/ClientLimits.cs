using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using CreditDecision.Core.Values;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Decisions.Messages;

namespace CreditDecision.Service.Door;

/// <summary>Holds each client to its rate and to the number of its calls under way. Who is over is told at once; nobody waits here.</summary>
internal sealed class ClientLimits : IDisposable
{
    // Clients that no setting names and that have limits of their own. The rest share one, so that ids that callers make up take no memory.
    public const int MostUnnamed = 1_000;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(100);
    private static readonly IDisposable Free = new Unlimited();

    private readonly ConcurrentDictionary<string, Limiter> _clients = new(StringComparer.Ordinal);
    private readonly Lock _adding = new();
    private readonly ClientLimit _perClient;
    private readonly Limiter _others;
    private readonly int _most;
    private readonly bool _isAny;
    private volatile bool _isFull;

    public ClientLimits(LimitOptions options)
    {
        _perClient = options.PerClient;
        _others = new Limiter(options.PerClient, DoorMetrics.Unnamed);
        foreach ((string name, ClientLimit limit) in options.Clients) _clients[name] = new Limiter(limit, name);
        _most = _clients.Count + MostUnnamed;
        _isAny = IsAny(options.PerClient) || options.Clients.Values.Any(IsAny);
    }

    /// <summary>Takes a turn, given back when it is disposed of.</summary>
    /// <exception cref="Grpc.Core.RpcException">RESOURCE_EXHAUSTED, with when to try again.</exception>
    public IDisposable Take(ClientIdentity? identity, object request)
    {
        if (!_isAny) return Free;
        // Without certificates only who applies says who they are.
        string? name = identity?.Name ?? (request as ReceivedRequest)?.ClientId;
        return name is null ? Free : Of(name).Take();
    }

    public void Dispose()
    {
        foreach (Limiter limiter in _clients.Values.Append(_others)) limiter.Dispose();
    }

    private Limiter Of(string name)
    {
        if (_clients.TryGetValue(name, out Limiter? known)) return known;
        // Longer ones are refused later, and are as long as a message until then.
        if (_isFull || name.Length > Identifier.MaxLength) return _others;
        lock (_adding)
        {
            if (_clients.TryGetValue(name, out known)) return known;
            _isFull = _clients.Count >= _most;
            return _isFull ? _others : _clients[name] = new Limiter(_perClient, DoorMetrics.Unnamed);
        }
    }

    private static bool IsAny(ClientLimit limit) => limit.Rate > 0 || limit.Concurrency > 0;

    private sealed class Limiter : IDisposable
    {
        private readonly string _told;
        private readonly TokenBucketRateLimiter? _rate;
        private readonly ConcurrencyLimiter? _concurrency;

        /// <param name="told">As metrics name the client.</param>
        public Limiter(ClientLimit limit, string told)
        {
            _told = told;
            // About ten times a second so many come back that it is the rate exactly.
            int back = Math.Max(1, limit.Rate / 10);
            if (limit.Rate > 0)
                _rate = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
                {
                    TokenLimit = limit.Burst > 0 ? limit.Burst : limit.Rate,
                    TokensPerPeriod = back,
                    ReplenishmentPeriod = TimeSpan.FromSeconds((double)back / limit.Rate),
                    AutoReplenishment = true,
                });
            if (limit.Concurrency > 0) _concurrency = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = limit.Concurrency });
        }

        public IDisposable Take()
        {
            RateLimitLease? turn = _concurrency?.AttemptAcquire();
            if (turn is { IsAcquired: false })
            {
                DoorMetrics.WasOver(_told, "concurrency");
                throw Refusals.OverLimit(RetryAfter);
            }
            if (_rate is null) return turn ?? Free;
            using RateLimitLease token = _rate.AttemptAcquire();
            if (token.IsAcquired) return turn ?? Free;
            turn?.Dispose();
            DoorMetrics.WasOver(_told, "rate");
            throw Refusals.OverLimit(token.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan after) ? after : RetryAfter);
        }

        public void Dispose()
        {
            _rate?.Dispose();
            _concurrency?.Dispose();
        }
    }

    private sealed class Unlimited : IDisposable
    {
        public void Dispose()
        {
            // Nothing was taken.
        }
    }
}
