using CreditDecision.Service.Ledger;
using CreditDecision.Service.Tests.Hosting;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Tests.Ledger;

/// <summary>A store of a test's own, gone with it.</summary>
internal abstract class LedgerHome : IDisposable
{
    /// <summary>Opens the store, which may have been open before.</summary>
    public abstract ILedgerStore Open(Action<LedgerOptions>? change = null);

    /// <summary>Proves what the store must always hold with plain SQL and none of the code that wrote it.</summary>
    /// <returns>The number of decisions in it.</returns>
    public abstract long Prove(long capFen);

    /// <summary>The one value of a query.</summary>
    public abstract object One(string sql);

    public abstract void Run(string sql);

    public abstract void Dispose();
}

internal sealed class SqliteHome : LedgerHome
{
    private readonly TemporaryFolder _folder = new();

    public override ILedgerStore Open(Action<LedgerOptions>? change = null) => LedgerContent.Open(_folder, change);

    public override long Prove(long capFen) => LedgerAudit.Prove(_folder.At("decisions.db"), capFen);

    public override object One(string sql)
    {
        using SqliteConnection connection = LedgerAudit.Connect(_folder.At("decisions.db"));
        return LedgerAudit.One(connection, sql);
    }

    public override void Run(string sql)
    {
        using SqliteConnection connection = LedgerAudit.Connect(_folder.At("decisions.db"));
        LedgerAudit.Run(connection, sql);
    }

    public override void Dispose() => _folder.Dispose();
}
