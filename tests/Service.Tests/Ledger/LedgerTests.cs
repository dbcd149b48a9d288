using System.Collections.Concurrent;
using CreditDecision.Service.Ledger;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Service.Tests.Ledger;

/// <summary>What a ledger promises, whatever it is made of.</summary>
public abstract class LedgerTests : IDisposable
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly Lazy<LedgerHome> _home;

    protected LedgerTests() => _home = new Lazy<LedgerHome>(NewHome);

    private protected abstract LedgerHome NewHome();

    public void Dispose()
    {
        if (_home.IsValueCreated) _home.Value.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    [Trait("Article", "A25")]
    public async Task What_was_recorded_comes_back_as_it_was()
    {
        using ILedgerStore ledger = _home.Value.Open();
        LedgerEntry entry = (await ledger.CommitAsync("a-1", askedFen: 500)).Entry!;
        LedgerEntry read = (await ledger.GetAsync(entry.DecisionId, _cancellation))!;
        Assert.Equivalent(entry, read, strict: true);
        Assert.Equal(entry.DecisionId, (await ledger.FindAsync("client", "a-1", _cancellation))!.DecisionId);
        Assert.Null(await ledger.FindAsync("client", "a-2", _cancellation));
    }

    [Fact]
    public async Task The_same_content_again_finds_the_first_entry_and_other_content_is_refused()
    {
        using ILedgerStore ledger = _home.Value.Open();
        CommitResult first = await ledger.CommitAsync("a-1", askedFen: 500);
        CommitResult again = await ledger.CommitAsync("a-1", askedFen: 500);
        CommitResult other = await ledger.CommitAsync("a-1", askedFen: 500, content: 2);
        Assert.Equal((CommitOutcome.Recorded, CommitOutcome.AlreadyRecorded, CommitOutcome.ContentDiffers), (first.Outcome, again.Outcome, other.Outcome));
        Assert.Equal(first.Entry!.DecisionId, again.Entry!.DecisionId);
        Assert.Single(await ledger.AllAsync());
    }

    [Fact]
    public async Task The_same_application_sent_by_many_at_once_is_recorded_once()
    {
        using ILedgerStore ledger = _home.Value.Open();
        CommitResult[] results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => ledger.CommitAsync("a-1", askedFen: 700))));
        Assert.Single(results, result => result.Outcome == CommitOutcome.Recorded);
        Assert.Single(results.Select(result => result.Entry!.DecisionId).Distinct());
        Assert.Equal(700, Assert.Single(await ledger.AllAsync()).ReservedFen);
    }

    [Fact]
    [Trait("Article", "A6")]
    public async Task Two_hundred_at_once_fill_the_cap_of_one_borrower_exactly()
    {
        using ILedgerStore ledger = _home.Value.Open();
        CommitResult[] results = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(i => Task.Run(() => ledger.CommitAsync($"a-{i}", askedFen: 3_000_000))));
        Assert.All(results, result => Assert.Equal(CommitOutcome.Recorded, result.Outcome));
        Assert.Equal(LedgerContent.CapFen, results.Sum(result => result.Entry!.ReservedFen));
        Standing standing = await ledger.ReadAsync("client", "none", LedgerContent.Borrower(1), _cancellation);
        Assert.Equal(LedgerContent.CapFen, standing.Exposure.ReservedFen);
    }

    [Fact]
    [Trait("Article", "A6")]
    public void However_commits_interleave_exposure_is_the_sum_of_reservations_and_within_the_cap()
    {
        Gen<(int Borrower, int Asked)> commit = from borrower in Gen.Choose(1, 3) from asked in Gen.Choose(0, 12_000_000) select (borrower, asked);
        Prop.ForAll(commit.ListOf().ToArbitrary(), commits =>
        {
            using LedgerHome home = NewHome();
            using ILedgerStore ledger = home.Open(options => options.BatchLength = 4);
            Task.WhenAll(commits.Select((given, i) => Task.Run(() => ledger.CommitAsync($"a-{i}", given.Borrower, given.Asked)))).GetAwaiter().GetResult();
            List<LedgerEntry> entries = ledger.AllAsync().GetAwaiter().GetResult();
            Assert.Equal(commits.Count, entries.Select(entry => entry.ApplicationId).Distinct().Count());
            foreach (IGrouping<Service.PersonalData.BorrowerToken, LedgerEntry> borrower in entries.GroupBy(entry => entry.Borrower))
            {
                long exposure = ledger.ReadAsync("client", "none", borrower.Key, default).AsTask().GetAwaiter().GetResult().Exposure.ReservedFen;
                Assert.Equal(borrower.Sum(entry => entry.ReservedFen), exposure);
                Assert.InRange(exposure, 0, LedgerContent.CapFen);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    [Fact]
    public void However_often_and_by_however_many_an_application_is_sent_its_first_content_decides()
    {
        Gen<(int Application, int Content)> sending = from application in Gen.Choose(1, 4) from content in Gen.Choose(1, 2) select (application, content);
        Prop.ForAll(sending.ListOf().ToArbitrary(), sendings =>
        {
            using LedgerHome home = NewHome();
            using ILedgerStore ledger = home.Open();
            CommitResult[] results = Task.WhenAll(sendings.Select(sent => Task.Run(
                () => ledger.CommitAsync($"a-{sent.Application}", askedFen: 1_000, content: (byte)sent.Content)))).GetAwaiter().GetResult();
            List<LedgerEntry> entries = ledger.AllAsync().GetAwaiter().GetResult();
            Assert.Equal(sendings.Select(sent => $"a-{sent.Application}").Distinct().Order(), entries.Select(entry => entry.ApplicationId).Order());
            foreach (((int application, int content), CommitResult result) in sendings.Zip(results))
            {
                LedgerEntry recorded = entries.Single(entry => entry.ApplicationId == $"a-{application}");
                if (recorded.ContentHash[0] == content) Assert.Equal(recorded.DecisionId, result.Entry!.DecisionId);
                else Assert.Equal(CommitOutcome.ContentDiffers, result.Outcome);
            }
            Assert.Equal(entries.Count, results.Count(result => result.Outcome == CommitOutcome.Recorded));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    [Fact]
    [Trait("Article", "A6")]
    public async Task A_decision_that_would_pass_the_cap_is_not_recorded_and_harms_nobody_else()
    {
        using ILedgerStore ledger = _home.Value.Open();
        LedgerEntry greedy = LedgerContent.Entry("greedy", reservedFen: LedgerContent.CapFen + 1);
        var pending = new PendingDecision(greedy, new Exposure(0), LedgerContent.CapFen, _ => greedy);
        Task<CommitResult> modest = ledger.CommitAsync("modest", askedFen: 100);
        await Assert.ThrowsAsync<LedgerInvariantException>(() => ledger.CommitAsync(pending, _cancellation).AsTask());
        Assert.Equal(CommitOutcome.Recorded, (await modest).Outcome);
        Assert.Equal(["modest"], (await ledger.AllAsync()).Select(entry => entry.ApplicationId));
    }

    [Fact]
    public async Task What_a_decision_throws_when_made_again_reaches_its_caller_alone()
    {
        using ILedgerStore ledger = _home.Value.Open();
        var pending = new PendingDecision(
            LedgerContent.Entry("broken"), new Exposure(12345), LedgerContent.CapFen, _ => throw new InvalidOperationException("bug"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ledger.CommitAsync(pending, _cancellation).AsTask());
        Assert.Equal(CommitOutcome.Recorded, (await ledger.CommitAsync("next")).Outcome);
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once_and_a_caller_who_left_leaves_nothing()
    {
        using ILedgerStore ledger = _home.Value.Open(options => (options.QueueLength, options.Writers) = (2, 1));
        using var held = new ManualResetEventSlim();
        using var writing = new ManualResetEventSlim();
        // The writer is held inside its transaction, so everything that follows has to queue.
        LedgerEntry holder = LedgerContent.Entry("held");
        var holding = new PendingDecision(holder, new Exposure(1), LedgerContent.CapFen, _ =>
        {
            writing.Set();
            held.Wait(_cancellation);
            return holder;
        });
        Task<CommitResult> first = ledger.CommitAsync(holding, _cancellation).AsTask();
        writing.Wait(_cancellation);
        using var leaving = new CancellationTokenSource();
        Task<CommitResult> left = ledger.CommitAsync(LedgerContent.Pending(LedgerContent.Entry("left"), 100, default), leaving.Token).AsTask();
        Task<CommitResult> queued = ledger.CommitAsync(LedgerContent.Pending(LedgerContent.Entry("queued"), 100, default), _cancellation).AsTask();
        await Assert.ThrowsAsync<LedgerBusyException>(
            () => ledger.CommitAsync(LedgerContent.Pending(LedgerContent.Entry("refused"), 100, default), _cancellation).AsTask());
        await leaving.CancelAsync();
        held.Set();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await first;
        await queued;
        Assert.Equal(["held", "queued"], (await ledger.AllAsync()).Select(entry => entry.ApplicationId).Order());
    }

    [Fact]
    [Trait("Article", "A25")]
    public async Task Pages_cover_every_entry_once_and_every_filter_filters()
    {
        using ILedgerStore ledger = _home.Value.Open();
        for (int i = 0; i < 57; i++)
        {
            LedgerEntry entry = LedgerContent.Entry($"a-{i}", borrower: i % 3, reservedFen: i % 2) with
            {
                DecidedAt = LedgerContent.Start.AddMinutes(i / 2),
                Product = i % 5 == 0 ? "other" : "cash",
            };
            await ledger.CommitAsync(new PendingDecision(entry, new Exposure(0), LedgerContent.CapFen, _ => entry), _cancellation);
        }
        List<LedgerEntry> all = await ledger.AllAsync(new LedgerQuery { Count = 10 });
        Assert.Equal(57, all.Select(entry => entry.ApplicationId).Distinct().Count());
        Assert.Equal(all.OrderByDescending(entry => entry.DecidedAt).ThenByDescending(entry => entry.Sequence), all);

        async Task Holds(LedgerQuery query, Func<LedgerEntry, bool> filter) =>
            Assert.Equal(all.Where(filter).Select(entry => entry.Sequence), (await ledger.AllAsync(query)).Select(entry => entry.Sequence));
        var page = new LedgerQuery { Count = 4 };
        await Holds(page with { Borrower = LedgerContent.Borrower(2) }, entry => entry.Borrower == LedgerContent.Borrower(2));
        await Holds(page with { Outcome = 3 }, entry => entry.Outcome == 3);
        await Holds(page with { Product = "other" }, entry => entry.Product == "other");
        await Holds(page with { ClientId = "client", ApplicationId = "a-7" }, entry => entry.ApplicationId == "a-7");
        await Holds(page with { ClientId = "nobody" }, _ => false);
        DateTimeOffset from = LedgerContent.Start.AddMinutes(5), until = LedgerContent.Start.AddMinutes(9);
        await Holds(page with { DecidedFrom = from, DecidedBefore = until }, entry => entry.DecidedAt >= from && entry.DecidedAt < until);
    }

    [Fact]
    public async Task What_was_accepted_is_written_before_the_ledger_closes()
    {
        var accepted = new ConcurrentBag<Task<CommitResult>>();
        using (ILedgerStore ledger = _home.Value.Open())
        {
            await ledger.FindAsync("client", "none", _cancellation);
            for (int i = 0; i < 100; i++) accepted.Add(ledger.CommitAsync(LedgerContent.Pending(LedgerContent.Entry($"a-{i}"), 1, default), _cancellation).AsTask());
        }
        await Task.WhenAll(accepted);
        using ILedgerStore again = _home.Value.Open();
        Assert.Equal(100, (await again.AllAsync()).Count);
    }
}
