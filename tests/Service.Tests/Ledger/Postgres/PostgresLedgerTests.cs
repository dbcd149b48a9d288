using CreditDecision.Service.Hosting;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Ledger.Postgres;

namespace CreditDecision.Service.Tests.Ledger.Postgres;

[Trait("Store", "PostgreSQL")]
public sealed class PostgresLedgerTests(PostgresServer server) : LedgerTests
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    private protected override LedgerHome NewHome() => new PostgresHome(server);

    [Fact]
    [Trait("Article", "A6")]
    public async Task Replicas_that_serve_one_borrower_at_once_fill_the_cap_exactly()
    {
        using var home = new PostgresHome(server);
        ILedgerStore[] replicas = [.. Enumerable.Range(0, 4).Select(_ => home.Open(options => options.BatchLength = 8))];
        CommitResult[] results = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(i => Task.Run(() => replicas[i % 4].CommitAsync($"a-{i}", i % 3, askedFen: 3_000_000))));
        Assert.All(results, result => Assert.Equal(CommitOutcome.Recorded, result.Outcome));
        Assert.Equal(3 * LedgerContent.CapFen, results.Sum(result => result.Entry!.ReservedFen));
        foreach (ILedgerStore replica in replicas) replica.Dispose();
        Assert.Equal(200, home.Prove(LedgerContent.CapFen));
    }

    [Fact]
    public async Task An_application_that_reaches_every_replica_at_once_is_recorded_once()
    {
        using var home = new PostgresHome(server);
        ILedgerStore[] replicas = [.. Enumerable.Range(0, 4).Select(_ => home.Open())];
        // Also of different borrowers, whose exposures do not make the replicas wait for each other.
        CommitResult[] results = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(
            () => replicas[i % 4].CommitAsync($"a-{i / 8}", borrower: i % 2, askedFen: 700, content: (byte)(1 + (i % 2))))));
        foreach (IEnumerable<CommitResult> sent in results.Chunk(8))
        {
            Assert.Single(sent, result => result.Outcome == CommitOutcome.Recorded);
            Assert.Equal(3, sent.Count(result => result.Outcome == CommitOutcome.AlreadyRecorded));
            Assert.Equal(4, sent.Count(result => result.Outcome == CommitOutcome.ContentDiffers));
        }
        foreach (ILedgerStore replica in replicas) replica.Dispose();
        Assert.Equal(50, home.Prove(LedgerContent.CapFen));
    }

    [Fact]
    public async Task Replicas_that_open_a_new_store_together_bring_it_up_once()
    {
        using var home = new PostgresHome(server);
        ILedgerStore[] replicas = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => home.Open())));
        Assert.Equal((long)PostgresSchema.Steps.Count, home.One("SELECT count(*) FROM schema_steps"));
        await Task.WhenAll(replicas.Select((replica, i) => replica.CommitAsync($"a-{i}")));
        Assert.Equal(6, home.Prove(LedgerContent.CapFen));
        foreach (ILedgerStore replica in replicas) replica.Dispose();
    }

    [Fact]
    public void A_store_of_a_later_version_or_of_another_key_is_refused()
    {
        using var home = new PostgresHome(server);
        using (ILedgerStore ledger = home.Open())
        {
            ledger.Bind([1, 2, 3]);
            ledger.Bind([1, 2, 3]);
            Assert.Contains("token_key", Assert.Throws<StartRefusedException>(() => ledger.Bind([4])).Message);
        }
        home.One("INSERT INTO schema_steps(step) VALUES (99) RETURNING step");
        Assert.Contains("would damage it", Assert.Throws<StartRefusedException>(() => home.Open()).Message);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=none;Timeout=1", "store: ")]
    [InlineData("Host=127.0.0.1;Colour=green", "setting Store:ConnectionString: ")]
    public void A_store_that_cannot_be_reached_refuses_the_start(string connection, string told) =>
        Assert.StartsWith(told, Assert.Throws<StartRefusedException>(() => PostgresStore.Open(connection)).Message);

    [Fact]
    [Trait("Article", "A25")]
    public async Task Decisions_of_every_month_lie_in_its_partition_and_are_listed_across_them()
    {
        using var home = new PostgresHome(server);
        using ILedgerStore ledger = home.Open();
        DateTimeOffset[] moments = [.. Enumerable.Range(0, 30).Select(i => LedgerContent.Start.AddDays(i * 11))];
        await Task.WhenAll(moments.Select(async (moment, i) =>
        {
            LedgerEntry entry = LedgerContent.Entry($"a-{i}", borrower: i) with { DecidedAt = moment };
            await ledger.CommitAsync(new PendingDecision(entry, default, LedgerContent.CapFen, _ => entry), _cancellation);
        }));
        Assert.Equal(moments.Reverse(), (await ledger.AllAsync(new LedgerQuery { Count = 7 })).Select(entry => entry.DecidedAt));
        Assert.Equal((long)moments.Select(PostgresPartitions.MonthOf).Distinct().Count(), home.One("SELECT count(*) FROM pg_inherits WHERE inhparent = 'decisions'::regclass"));
        Assert.Equal(0L, home.One("SELECT count(*) FROM ONLY decisions"));
        Assert.Equal(30, home.Prove(LedgerContent.CapFen));
    }

    [Fact]
    public async Task A_scan_shows_what_was_measured()
    {
        using var home = new PostgresHome(server);
        using ILedgerStore ledger = home.Open();
        for (int i = 0; i < 20; i++) await ledger.CommitAsync($"a-{i}", borrower: i);
        var query = new ScanQuery { Product = "cash" };
        ScanExtent extent = ledger.Measure(query);
        var shown = new List<string>();
        ledger.Scan(query, extent.First, extent.Last, (in ScannedDecision entry) =>
        {
            shown.Add($"{System.Text.Encoding.UTF8.GetString(entry.ApplicationId)} {entry.Summary.Length} {entry.Evidence.Length}");
            return shown.Count < 15;
        });
        Assert.Equal(20, extent.Count);
        Assert.Equal(Enumerable.Range(0, 15).Select(i => $"a-{i} 2 3"), shown);
        Assert.Equal(5, ledger.Measure(query with { Newest = 5 }).Count);
        Assert.Equal(default, ledger.Measure(query with { Product = "none" }));
    }
}
