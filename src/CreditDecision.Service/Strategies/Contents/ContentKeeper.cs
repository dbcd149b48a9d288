using CreditDecision.Service.Strategies.Archive;
using CreditDecision.Service.Strategies.Following;

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
    private readonly IContentEvents _events;
    private readonly ContentHistory _history;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _reloads = new(1);

    /// <param name="source">Read anew by each reload.</param>
    public ContentKeeper(StrategyShelf shelf, IContentSource source, TimeProvider time, ContentLog log, IContentArchive archive, IContentEvents events)
    {
        (_shelf, _source, _time, _log, _archive, _events) = (shelf, source, time, log, archive, events);
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

    /// <summary>Reads no file.</summary>
    /// <param name="sha256">Of the content to go back to; null for the one that the running content replaced.</param>
    /// <exception cref="Ledger.LedgerUnavailableException">The store did not take it; what was running goes on.</exception>
    public async ValueTask<ContentChange> RollBackAsync(string? sha256, string by, CancellationToken cancellation)
    {
        ServedContent before = Served.Running;
        long number = _shelf.Now.Number;
        ServedContent? wanted;
        lock (_gate) wanted = _history.Find(sha256);
        if (wanted is null) return new ContentChange(ContentChangeResult.NotKept, before, []);
        if (await _events.AppendAsync(number, wanted.Sha256, by, wentBack: true, cancellation) is not { } appended) return new ContentChange(ContentChangeResult.Overtaken, Served.Running, []);
        ServedContent served = Take(wanted.Book, appended);
        _log.WentBack(by, served.Sha256, before.Sha256);
        return new ContentChange(ContentChangeResult.Changed, served, []);
    }

    /// <summary>
    /// At the start: what the log says serves; where it says nothing yet, what the folder holds.
    /// </summary>
    /// <exception cref="Hosting.StartRefusedException">What the log says cannot be read.</exception>
    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read or written.</exception>
    public async ValueTask BeginAsync(CancellationToken cancellation)
    {
        string folder = _shelf.Current.Content.Sha256;
        ContentEvent? last = await _events.LastAsync(cancellation) ?? await _events.AppendAsync(0, folder, "start", wentBack: false, cancellation) ?? await _events.LastAsync(cancellation);
        if (last!.Sha256 != folder) _log.FolderWaits(folder, last.Sha256);
        await FollowAsync(last, cancellation);
    }

    /// <summary>Puts to use what another replica did. Does nothing where that is done.</summary>
    /// <exception cref="Ledger.LedgerUnavailableException">The archive cannot be read.</exception>
    /// <exception cref="Hosting.StartRefusedException">What serves cannot be read here.</exception>
    public async ValueTask FollowAsync(ContentEvent last, CancellationToken cancellation)
    {
        if (last.Number <= _shelf.Now.Number) return;
        ServedContent? known;
        lock (_gate) known = _history.Find(last.Sha256) ?? (_history.Current.Sha256 == last.Sha256 ? _history.Current : null);
        string before = Served.Running.Sha256;
        Take(known?.Book ?? await FromArchiveAsync(last.Sha256, cancellation), last);
        if (before != last.Sha256) _log.Changed(last.By, last.Sha256, before);
    }

    public void Dispose() => _reloads.Dispose();

    private async ValueTask<ContentChange> ReloadAloneAsync(string by, CancellationToken cancellation)
    {
        ServedContent before = Served.Running;
        long number = _shelf.Now.Number;
        (StrategyBook? next, IReadOnlyList<string> problems) = await LoadAsync(_source);
        if (next is null)
        {
            _log.Refused(by, problems.Count, before.Sha256, problems[0]);
            return new ContentChange(ContentChangeResult.Refused, before, problems);
        }
        if (next.Content.Sha256 == before.Sha256) return new ContentChange(ContentChangeResult.Unchanged, before, []);
        // Before the first decision that names it; what is running was kept already.
        await _archive.KeepAsync(next.Content, cancellation);
        if (await _events.AppendAsync(number, next.Content.Sha256, by, wentBack: false, cancellation) is not { } appended) return new ContentChange(ContentChangeResult.Overtaken, Served.Running, []);
        ServedContent served = Take(next, appended);
        _log.Changed(by, served.Sha256, before.Sha256);
        return new ContentChange(ContentChangeResult.Changed, served, []);
    }

    // Not if a later one was taken meanwhile.
    private ServedContent Take(StrategyBook next, ContentEvent by)
    {
        lock (_gate)
        {
            if (by.Number <= _shelf.Now.Number) return _history.Current;
            ServedContent? again = by.WentBack ? _history.GoBack(by.Sha256, by.At, by.By) : null;
            ServedContent served = by.Sha256 == _history.Current.Sha256 ? _history.Current : again ?? _history.Put(next, by.At, by.By);
            _shelf.Swap(next, by.Number);
            return served;
        }
    }

    private async ValueTask<StrategyBook> FromArchiveAsync(string sha256, CancellationToken cancellation)
    {
        IContentSource source = await _archive.FindAsync(sha256, cancellation)
            ?? throw new Hosting.StartRefusedException([$"content {sha256}: serves, and the archive does not have it"]);
        (StrategyBook? book, IReadOnlyList<string> problems) = await LoadAsync(source);
        return book ?? throw new Hosting.StartRefusedException([$"content {sha256}: serves, and this version of the service cannot read it:", .. problems]);
    }

    // On a thread of its own: compiling takes a second of processor time, which the threads that answer calls are not to spend.
    private Task<(StrategyBook?, IReadOnlyList<string>)> LoadAsync(IContentSource source) => Task.Factory.StartNew(
        () => (ContentLoader.Load(source, out IReadOnlyList<string> problems, _shelf.Current.Context.Form), problems),
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
