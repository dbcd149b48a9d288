using CreditDecision.Service.Ledger;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Strategies.Archive;
using CreditDecision.Service.Strategies.Contents;
using CreditDecision.Service.Strategies.Following;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Strategies.Rollouts;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditDecision.Service.Tests.Strategies.Contents;

/// <summary>What happens to a reload while other changes happen, at moments that the content source chooses.</summary>
public sealed class ContentKeeperTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly InterruptedSource _source;
    private readonly StrategyShelf _shelf;
    private readonly ScriptedArchive _archive = new();
    private readonly ContentKeeper _keeper;
    private readonly SqliteFile _store;
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public ContentKeeperTests()
    {
        _source = new InterruptedSource(ContentCopy.In(_folder));
        _shelf = new StrategyShelf(ContentLoader.Load(_source, out _)!);
        _store = SqliteFile.Open(_folder.At("decisions.db"));
        var events = new SqliteContentEvents(new SqliteSessions(_store), TimeProvider.System);
        _keeper = new ContentKeeper(_shelf, _source, new OpenGate(), TimeProvider.System, new ContentLog(NullLogger<ContentLog>.Instance), _archive, events);
    }

    public void Dispose()
    {
        _keeper.Dispose();
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_reload_that_finds_what_runs_changes_nothing()
    {
        StrategyBook before = _shelf.Current;
        Assert.Equal(ContentChangeResult.Unchanged, (await _keeper.ReloadAsync("x", _cancellation)).Result);
        Assert.Same(before, _shelf.Current);
        Assert.Empty(_keeper.Served.Earlier);
        Assert.Empty(_archive.Kept);
    }

    [Fact]
    public async Task What_is_about_to_decide_was_archived_before()
    {
        StrategyBook before = _shelf.Current;
        _archive.OnKeep = () => Assert.Same(before, _shelf.Current);
        ContentChange change = await ReloadAsync("v2");
        Assert.Equal((ContentChangeResult.Changed, change.Running.Sha256), (change.Result, Assert.Single(_archive.Kept)));
        Assert.Same(change.Running.Book, _shelf.Current);
    }

    [Fact]
    public async Task Content_that_cannot_be_archived_does_not_decide()
    {
        StrategyBook before = _shelf.Current;
        _archive.OnKeep = () => throw new LedgerUnavailableException("full");
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => ReloadAsync("v2"));
        Assert.Same(before, _shelf.Current);
        _archive.OnKeep = () => { };
        Assert.Equal(ContentChangeResult.Changed, (await ReloadAsync("v2")).Result);
    }

    [Fact]
    public async Task There_is_one_reload_at_a_time()
    {
        Task<ContentChange>? second = null;
        _source.Interrupt = () => second = _keeper.ReloadAsync("y", _cancellation).AsTask();
        Assert.Equal(ContentChangeResult.Changed, (await ReloadAsync("v2")).Result);
        Assert.Equal(ContentChangeResult.Busy, (await second!).Result);
        Assert.Equal(ContentChangeResult.Changed, (await ReloadAsync("v3")).Result);
    }

    [Fact]
    public async Task Going_back_during_a_reload_stands()
    {
        string first = _shelf.Current.Content.Sha256;
        await ReloadAsync("v2");
        _source.Interrupt = () => Assert.Equal(ContentChangeResult.Changed, _keeper.RollBackAsync(null, "y", _cancellation).AsTask().Result.Result);
        ContentChange change = await ReloadAsync("v3");
        Assert.Equal((ContentChangeResult.Overtaken, first), (change.Result, change.Running.Sha256));
        Assert.Equal(first, _shelf.Current.Content.Sha256);
    }

    [Fact]
    public async Task A_broken_folder_changes_nothing_and_is_told_whole()
    {
        StrategyBook before = _shelf.Current;
        ContentCopy.Edit(_source.Name, "strategies/bank.yaml", "most_bullet_months: 12", "most_bullet_months: twelve");
        ContentCopy.Edit(_source.Name, "strategies/features.yaml", "unit: years", "units: years");
        ContentChange change = await _keeper.ReloadAsync("x", _cancellation);
        Assert.Equal(ContentChangeResult.Refused, change.Result);
        Assert.Contains(change.Problems, problem => problem.StartsWith("strategies/bank.yaml: most_bullet_months: ", StringComparison.Ordinal));
        Assert.Contains(change.Problems, problem => problem.StartsWith("strategies/features.yaml: features[0].units: ", StringComparison.Ordinal));
        Assert.Same(before, _shelf.Current);
    }

    private async Task<ContentChange> ReloadAsync(string version)
    {
        TwoArms.Version(_source.Name, version);
        return await _keeper.ReloadAsync("x", _cancellation);
    }

    private sealed class InterruptedSource(string root) : IContentSource
    {
        private readonly ContentFolder _inner = new(root);

        /// <summary>Happens once, in the middle of the next load.</summary>
        public Action? Interrupt { get; set; }

        public string Name => root;

        public IEnumerable<string> Named(string folder, string ending)
        {
            Action? now = Interrupt;
            Interrupt = null;
            now?.Invoke();
            return _inner.Named(folder, ending);
        }

        public byte[]? Read(string file, int most, out string problem) => _inner.Read(file, most, out problem);
    }

    private sealed class ScriptedArchive : IContentArchive
    {
        public List<string> Kept { get; } = [];

        public Action OnKeep { get; set; } = () => { };

        public ValueTask KeepAsync(ContentManifest content, CancellationToken cancellation)
        {
            OnKeep();
            Kept.Add(content.Sha256);
            return ValueTask.CompletedTask;
        }

        public ValueTask<IContentSource?> FindAsync(string sha256, CancellationToken cancellation) => ValueTask.FromResult<IContentSource?>(null);

        public ValueTask<IReadOnlyList<string>> KeptAsync(CancellationToken cancellation) => ValueTask.FromResult<IReadOnlyList<string>>(Kept);
    }
}
