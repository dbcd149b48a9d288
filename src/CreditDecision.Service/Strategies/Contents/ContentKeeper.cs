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
    private readonly IContentGate _gate;
    private readonly ContentLog _log;
    private readonly IContentArchive _archive;
    private readonly IContentEvents _events;
    private readonly ContentHistory _history;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _reloads = new(1);

    // What the content that decides was made from; the same where governance has no say.
    private volatile StrategyBook _folder;

    /// <param name="source">Read anew by each reload.</param>
    public ContentKeeper(StrategyShelf shelf, IContentSource source, IContentGate gate, TimeProvider time, ContentLog log, IContentArchive archive, IContentEvents events)
    {
        (_shelf, _source, _gate, _log, _archive, _events) = (shelf, source, gate, log, archive, events);
        _folder = shelf.Current;
        _history = new ContentHistory(new ServedContent(shelf.Current, time.GetUtcNow(), "", null));
    }

    /// <summary>What decides now, and what one can go back to, newest first.</summary>
    public (ServedContent Running, IReadOnlyList<ServedContent> Earlier) Served
    {
        get
        {
            lock (_lock) return (_history.Current, _history.Earlier);
        }
    }

    /// <summary>Of the event that put to use what decides here.</summary>
    internal long Number => _shelf.Now.Number;

    /// <summary>What people wrote, of which what decides was made.</summary>
    internal StrategyBook Folder => _folder;

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
        if (_gate.Part == ContentPart.Base) return new ContentChange(ContentChangeResult.Governed, before, []);
        long number = _shelf.Now.Number;
        ServedContent? wanted;
        lock (_lock) wanted = _history.Find(sha256);
        if (wanted is null) return new ContentChange(ContentChangeResult.NotKept, before, []);
        if (await _events.AppendAsync(new ContentWish(number, wanted.Sha256, by, WentBack: true), cancellation) is not { } appended) return new ContentChange(ContentChangeResult.Overtaken, Served.Running, []);
        ServedContent served = Take(wanted.Book, wanted.Book, appended);
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
        string folder = _folder.Content.Sha256;
        // Also where it is known: a copy that was changed is mended.
        await _archive.KeepAsync(_folder.Content, cancellation);
        ContentEvent? last = await _events.LastAsync(cancellation);
        string? told = last?.Base ?? last?.Sha256;
        if (_gate.Part == ContentPart.Base) last = await BeginGovernedAsync(last, cancellation);
        else if (last is null || (_events.IsOfOneProcess && told != folder))
            last = await _events.AppendAsync(new ContentWish(last?.Number ?? 0, folder, "start"), cancellation) ?? await _events.LastAsync(cancellation);
        told = last!.Base ?? last.Sha256;
        if (told != folder) _log.FolderWaits(folder, told!);
        await FollowAsync(last, cancellation);
    }

    // What the last start or another mode left is not relied on: it is what governance makes of the base now, or is made anew.
    private async ValueTask<ContentEvent?> BeginGovernedAsync(ContentEvent? last, CancellationToken cancellation)
    {
        StrategyBook folder = _events.IsOfOneProcess || last?.Base is null || last.Base == _folder.Content.Sha256 ? _folder : await FromArchiveAsync(last.Base, ContentPart.Base, cancellation);
        (StrategyBook? next, IReadOnlyList<string> problems) = await MadeAsync(folder, cancellation);
        if (next is null) throw new Hosting.StartRefusedException(["content folder: what governance put in force cannot be served:", .. problems]);
        if (last is not null && last.Sha256 == next.Content.Sha256 && last.Base == folder.Content.Sha256) return last;
        await KeepAsync(folder, next, cancellation);
        return await _events.AppendAsync(Wish(last?.Number ?? 0, next, folder, "start"), cancellation) ?? await _events.LastAsync(cancellation);
    }

    /// <summary>What would decide of the content in force under other governance: to be put to use with the commands that lead there.</summary>
    /// <param name="under">Makes of what people wrote what may decide.</param>
    /// <exception cref="Ledger.LedgerUnavailableException">The new content could not be archived.</exception>
    internal async ValueTask<PreparedContent> PrepareAsync(Func<StrategyBook, (IContentSource?, IReadOnlyList<string>)> under, string by, CancellationToken cancellation)
    {
        long number = _shelf.Now.Number;
        StrategyBook folder = _folder;
        (IContentSource? source, IReadOnlyList<string> problems) = under(folder);
        if (source is null) return new PreparedContent(null, folder, null, problems);
        (StrategyBook? next, problems) = await LoadAsync(source, ContentPart.Deciding);
        if (next is null) return new PreparedContent(null, folder, null, problems);
        await _archive.KeepAsync(next.Content, cancellation);
        return new PreparedContent(next, folder, Wish(number, next, folder, by), []);
    }

    /// <summary>Puts to use what was prepared and has become an event.</summary>
    internal void PutToUse(PreparedContent prepared, ContentEvent appended)
    {
        string before = Served.Running.Sha256;
        Take(prepared.Book!, prepared.Folder, appended);
        _log.Changed(appended.By, appended.Sha256, before);
    }

    /// <summary>Reads the folder as it is now, and keeps what is in it. It decides nothing by that.</summary>
    /// <returns>Null when it has problems.</returns>
    /// <exception cref="Ledger.LedgerUnavailableException">It could not be archived.</exception>
    internal async ValueTask<(StrategyBook? Folder, IReadOnlyList<string> Problems)> ReadFolderAsync(CancellationToken cancellation)
    {
        (StrategyBook? folder, IReadOnlyList<string> problems) = await LoadAsync(_source, ContentPart.Base);
        if (folder is not null) await _archive.KeepAsync(folder.Content, cancellation);
        return (folder, problems);
    }

    /// <summary>Puts to use what another replica did. Does nothing where that is done.</summary>
    /// <exception cref="Ledger.LedgerUnavailableException">The archive cannot be read.</exception>
    /// <exception cref="Hosting.StartRefusedException">What serves cannot be read here.</exception>
    public async ValueTask FollowAsync(ContentEvent last, CancellationToken cancellation)
    {
        if (last.Number <= _shelf.Now.Number) return;
        // Of a replica that was told to decide by its folder: nothing that governance put in force. This one refuses rather than follow it.
        if (_gate.Part == ContentPart.Base && last.Base is null)
            throw new Hosting.StartRefusedException([$"content {last.Sha256}: was put to use by a replica that does not enforce governance; start all of them with one Governance:Mode"]);
        ServedContent? known;
        lock (_lock) known = _history.Find(last.Sha256) ?? (_history.Current.Sha256 == last.Sha256 ? _history.Current : null);
        string before = Served.Running.Sha256;
        (StrategyBook next, StrategyBook folder) = _gate.Part == ContentPart.Base
            ? await GovernedAsync(last, cancellation)
            : (known?.Book ?? await FromArchiveAsync(last.Sha256, ContentPart.Deciding, cancellation), _folder);
        Take(next, _gate.Part == ContentPart.Base ? folder : next, last);
        if (before != last.Sha256) _log.Changed(last.By, last.Sha256, before);
    }

    // The event is not taken at its word: this replica makes of the base what governance puts in force, and it must be just that.
    private async ValueTask<(StrategyBook Next, StrategyBook Folder)> GovernedAsync(ContentEvent last, CancellationToken cancellation)
    {
        StrategyBook folder = last.Base == _folder.Content.Sha256 ? _folder : await FromArchiveAsync(last.Base!, ContentPart.Base, cancellation);
        (StrategyBook? next, IReadOnlyList<string> problems) = await MadeAsync(folder, cancellation);
        // Where more happened meanwhile, the next look takes all of it.
        return next is not null && next.Content.Sha256 == last.Sha256
            ? (next, folder)
            : throw new Hosting.StartRefusedException([$"content {last.Sha256}: is not what governance makes of content {last.Base} now", .. problems]);
    }

    /// <summary>Puts to use what others have done since.</summary>
    internal async ValueTask CatchUpAsync(CancellationToken cancellation)
    {
        if (await _events.LastAsync(cancellation) is { } last) await FollowAsync(last, cancellation);
    }

    public void Dispose() => _reloads.Dispose();

    private async ValueTask<ContentChange> ReloadAloneAsync(string by, CancellationToken cancellation)
    {
        ServedContent before = Served.Running;
        long number = _shelf.Now.Number;
        (StrategyBook? folder, IReadOnlyList<string> problems) = await LoadAsync(_source, _gate.Part);
        StrategyBook? next = null;
        if (folder is not null) (next, problems) = await MadeAsync(folder, cancellation);
        if (folder is null || next is null)
        {
            _log.Refused(by, problems.Count, before.Sha256, problems[0]);
            return new ContentChange(ContentChangeResult.Refused, before, problems);
        }
        if (next.Content.Sha256 == before.Sha256 && folder.Content.Sha256 == _folder.Content.Sha256) return new ContentChange(ContentChangeResult.Unchanged, before, []);
        await KeepAsync(folder, next, cancellation);
        if (await _events.AppendAsync(Wish(number, next, folder, by), cancellation) is not { } appended) return new ContentChange(ContentChangeResult.Overtaken, Served.Running, []);
        ServedContent served = Take(next, folder, appended);
        _log.Changed(by, served.Sha256, before.Sha256);
        return new ContentChange(ContentChangeResult.Changed, served, []);
    }

    private static ContentWish Wish(long after, StrategyBook next, StrategyBook folder, string by) =>
        new(after, next.Content.Sha256, by, Base: ReferenceEquals(next, folder) ? null : folder.Content.Sha256);

    private async ValueTask<(StrategyBook?, IReadOnlyList<string>)> MadeAsync(StrategyBook folder, CancellationToken cancellation)
    {
        if (_gate.Part != ContentPart.Base) return (folder, []);
        (IContentSource? source, IReadOnlyList<string> problems) = await _gate.MakeAsync(folder, cancellation);
        if (source is null) return (null, problems);
        return await LoadAsync(source, ContentPart.Deciding);
    }

    // Before the first decision that names it.
    private async ValueTask KeepAsync(StrategyBook folder, StrategyBook next, CancellationToken cancellation)
    {
        await _archive.KeepAsync(next.Content, cancellation);
        if (!ReferenceEquals(next, folder)) await _archive.KeepAsync(folder.Content, cancellation);
    }

    // Not if a later one was taken meanwhile.
    private ServedContent Take(StrategyBook next, StrategyBook folder, ContentEvent by)
    {
        lock (_lock)
        {
            if (by.Number <= _shelf.Now.Number) return _history.Current;
            ServedContent? again = by.WentBack ? _history.GoBack(by.Sha256, by.At, by.By) : null;
            ServedContent served = by.Sha256 == _history.Current.Sha256 ? _history.Current : again ?? _history.Put(next, by.At, by.By);
            _folder = folder;
            _shelf.Swap(next, by.Number);
            return served;
        }
    }

    private async ValueTask<StrategyBook> FromArchiveAsync(string sha256, ContentPart part, CancellationToken cancellation)
    {
        IContentSource source = await _archive.FindAsync(sha256, cancellation)
            ?? throw new Hosting.StartRefusedException([$"content {sha256}: serves, and the archive does not have it"]);
        (StrategyBook? book, IReadOnlyList<string> problems) = await LoadAsync(source, part);
        return book ?? throw new Hosting.StartRefusedException([$"content {sha256}: serves, and this version of the service cannot read it:", .. problems]);
    }

    // On a thread of its own: compiling takes a second of processor time, which the threads that answer calls are not to spend.
    private Task<(StrategyBook?, IReadOnlyList<string>)> LoadAsync(IContentSource source, ContentPart part) => Task.Factory.StartNew(
        () => (ContentLoader.Load(source, out IReadOnlyList<string> problems, _shelf.Current.Context.Form, part), problems),
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
