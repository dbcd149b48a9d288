using System.Data;
using System.Data.Common;

namespace CreditDecision.Service.Ledger;

/// <summary>Logs to which replicas append in turn.</summary>
internal enum StoreTurn
{
    Unspecified = 0,
    Lists,
    Erasures,
    Reviews,
    Governance,
    /// <summary>Whoever changes what may decide: waits for the batches of decisions under way, and keeps others out.</summary>
    Content,
    Reassessments,
}

/// <summary>
/// Sessions for statements that both stores understand alike: parameters are <c>$1</c>, <c>$2</c> ... Every member throws
/// <see cref="LedgerUnavailableException"/> where the store cannot be read or written.
/// </summary>
internal abstract class StoreSessions
{
    public ValueTask<IReadOnlyList<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancellation, params object[] values) =>
        InStoreAsync<IReadOnlyList<T>>(async () =>
        {
            await using DbConnection connection = await OpenAsync(cancellation);
            return await new StoreSession(this, connection, null, cancellation).ReadAsync(sql, read, values);
        });

    /// <summary>One transaction. What <paramref name="work"/> has not committed when it returns or throws was never done.</summary>
    public ValueTask<T> WriteAsync<T>(Func<StoreSession, Task<T>> work, CancellationToken cancellation) => InStoreAsync(async () =>
    {
        await using DbConnection connection = await OpenAsync(cancellation);
        await using DbTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.Unspecified, cancellation);
        return await work(new StoreSession(this, connection, transaction, cancellation));
    });

    /// <returns>The statement that waits for the turn, which ends with the transaction; null where every transaction that writes has the store to itself.</returns>
    public abstract string? Take(StoreTurn turn);

    /// <summary>Tells replicas, when the transaction commits, to look at what they follow; null where nobody else does.</summary>
    public abstract string? Tell { get; }

    /// <summary>A moment as a parameter of the store's own kind, and as it is read again.</summary>
    public abstract object Moment(DateTimeOffset at);

    public abstract DateTimeOffset Moment(DbDataReader row, int column);

    /// <summary>An id of a decision as a parameter of the store's own kind.</summary>
    public abstract object Id(Guid id);

    public static Guid Id(DbDataReader row, int column) => row.GetValue(column) is Guid id ? id : new Guid(row.GetFieldValue<byte[]>(column), bigEndian: true);

    /// <summary>
    /// Run in turn in a transaction that changes what a borrower $1 has reserved or drawn: no decision of the borrower comes between, and no other such.
    /// </summary>
    public abstract IReadOnlyList<string> HoldBorrower { get; }

    public abstract DbCommand Command(DbConnection connection, string sql, object[] values);

    protected abstract ValueTask<DbConnection> OpenAsync(CancellationToken cancellation);

    private static async ValueTask<T> InStoreAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (DbException problem)
        {
            throw new LedgerUnavailableException("The store cannot be read or written.", problem);
        }
    }
}

/// <summary>One connection's statements.</summary>
/// <param name="transaction">Null where it only reads.</param>
internal sealed class StoreSession(StoreSessions sessions, DbConnection connection, DbTransaction? transaction, CancellationToken cancellation)
{
    public async Task TakeAsync(StoreTurn turn)
    {
        if (sessions.Take(turn) is { } take) await RunAsync(take);
    }

    public async Task TellAsync()
    {
        if (sessions.Tell is { } tell) await RunAsync(tell);
    }

    public async Task<int> RunAsync(string sql, params object[] values)
    {
        await using DbCommand command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task<List<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> read, params object[] values)
    {
        await using DbCommand command = Command(sql, values);
        await using DbDataReader rows = await command.ExecuteReaderAsync(cancellation);
        var found = new List<T>();
        while (await rows.ReadAsync(cancellation)) found.Add(read(rows));
        return found;
    }

    public Task CommitAsync() => transaction!.CommitAsync(cancellation);

    private DbCommand Command(string sql, object[] values)
    {
        DbCommand command = sessions.Command(connection, sql, values);
        command.Transaction = transaction;
        return command;
    }
}
