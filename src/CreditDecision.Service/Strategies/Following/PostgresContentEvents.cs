using CreditDecision.Service.Ledger;
using CreditDecision.Service.Ledger.Postgres;
using Npgsql;

namespace CreditDecision.Service.Strategies.Following;

/// <summary>The log in PostgreSQL, which all replicas are told of.</summary>
internal sealed class PostgresContentEvents(PostgresStore store, StoreSessions sessions, TimeProvider time) : ContentEvents(sessions, time), IDisposable
{
    /// <summary>Told of whatever replicas follow.</summary>
    public const string Channel = "creditdecision_content";

    private readonly TimeProvider _time = time;
    private NpgsqlConnection? _listening;

    public override bool IsOfOneProcess => false;

    /// <summary>Where nobody can be listened to, the time alone ends it.</summary>
    public override async Task WaitAsync(TimeSpan most, CancellationToken cancellation)
    {
        try
        {
            if (_listening is null)
            {
                _listening = await store.Source.OpenConnectionAsync(cancellation);
                await using var listen = new NpgsqlCommand($"LISTEN {Channel}", _listening);
                await listen.ExecuteNonQueryAsync(cancellation);
            }
            await _listening.WaitAsync(most, cancellation);
        }
        catch (Exception problem) when (problem is NpgsqlException or InvalidOperationException)
        {
            Dispose();
            await Task.Delay(most, _time, cancellation);
        }
    }

    public void Dispose()
    {
        _listening?.Dispose();
        _listening = null;
    }
}
