using CreditDecision.Service.Strategies.Archive;

namespace CreditDecision.Service.Strategies.Contents;

/// <summary>
/// Changes what decides: reads the content folder anew and swaps the whole book, or leaves everything as it is; and goes back to earlier
/// content at once. Decisions never wait for it.
/// </summary>
public sealed class ContentKeeper : IDisposable
{
    private readonly StrategyShelf _shelf;
    private readonly IContentSource _source;
    private readonly TimeProvider _time;
    private readonly ContentLog _log;
    private readonly IContentArchive _archive;
    private readonly ContentHistory _history;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _reloads = new(1);

    /// <param name="source">Read anew by each reload.</param>
    public ContentKeeper(StrategyShelf shelf, IContentSource source, TimeProvider time, ContentLog log, IContentArchive archive)
    {
        (_shelf, _source, _time, _log, _archive) = (shelf, source, time, log, archive);
        _history = new ContentHistory(new ServedContent(shelf.Current, time.GetUtcNow(), "", null));
    }

    /// <summary>What decides now, and what one can go back to, newest first.</summary>
    public (ServedContent Running, IReadOnlyList<ServedContent> Earlier) Served
    {
        get
        {
            lock (_gate) return (_history.Current, _history.Earlier);
        }
    }

    /// <exception cref="Ledger.LedgerUnavailableException">The new content could not be archived; what was running goes on.</exception>
    public async ValueTask<ContentChange> ReloadAsync(string by, CancellationToken cancellation)
    {
        if (!await _reloads.WaitAsync(TimeSpan.Zero, cancellation)) return new ContentChange(ContentChangeResult.Busy, Served.Running, []);
        try
        {
            return await ReloadAloneAsync(by, cancellation);
        }
        finally
        {
            _reloads.Release();
        }
    }

    /// <summary>Reads no file and no store.</summary>
    /// <param name="sha256">Of the content to go back to; null for the one that the running content replaced.</param>
    public ContentChange RollBack(string? sha256, string by)
    {
        lock (_gate)
        {
            ServedContent before = _history.Current;
            if (_history.GoBack(sha256, _time.GetUtcNow(), by) is not { } served) return new ContentChange(ContentChangeResult.NotKept, before, []);
            _shelf.Swap(served.Book);
            _log.WentBack(by, served.Sha256, before.Sha256);
            return new ContentChange(ContentChangeResult.Changed, served, []);
        }
    }

    public void Dispose() => _reloads.Dispose();

    private async ValueTask<ContentChange> ReloadAloneAsync(string by, CancellationToken cancellation)
    {
        ServedContent before = Served.Running;
        (StrategyBook? next, IReadOnlyList<string> problems) = await LoadAsync();
        if (next is null)
        {
            _log.Refused(by, problems.Count, before.Sha256, problems[0]);
            return new ContentChange(ContentChangeResult.Refused, before, problems);
        }
        // Before the first decision that names it; what is running was kept already.
        if (next.Content.Sha256 != before.Sha256) await _archive.KeepAsync(next.Content, cancellation);
        return Put(next, before, by);
    }

    private ContentChange Put(StrategyBook next, ServedContent before, string by)
    {
        lock (_gate)
        {
            if (_history.Current != before) return new ContentChange(ContentChangeResult.Overtaken, _history.Current, []);
            if (next.Content.Sha256 == before.Sha256) return new ContentChange(ContentChangeResult.Unchanged, before, []);
            ServedContent served = _history.Put(next, _time.GetUtcNow(), by);
            _shelf.Swap(next);
            _log.Changed(by, served.Sha256, before.Sha256);
            return new ContentChange(ContentChangeResult.Changed, served, []);
        }
    }

    // On a thread of its own: compiling takes a second of processor time, which the threads that answer calls are not to spend.
    private Task<(StrategyBook?, IReadOnlyList<string>)> LoadAsync() => Task.Factory.StartNew(
        () => (ContentLoader.Load(_source, out IReadOnlyList<string> problems, _shelf.Current.Context.Form), problems),
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
