using System.Security.Cryptography;
using CreditDecision.Core.Decisions.Backtests;
using CreditDecision.Service.Backtests;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Ledger.Packing;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditDecision.Service.Tests.Backtests;

[Trait("Store", "SQLite")]
public sealed class BacktestRunTests : IDisposable
{
    private static readonly StrategyBook Book = ContentLoader.Load(new ContentFolder(Repository.Root), out _)!;

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly SqliteFile _file;
    private readonly SqliteLedger _ledger;

    public BacktestRunTests()
    {
        var options = new LedgerOptions { Path = _folder.At("decisions.db") };
        _file = SqliteFile.Open(options.Path);
        _ledger = new SqliteLedger(_file, options, LedgerContent.Chains, new LedgerLog(NullLogger<LedgerLog>.Instance));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_record_that_cannot_be_opened_is_told_by_its_cause_and_ends_nothing(int parallelism)
    {
        // More than one range of sequences.
        await Task.WhenAll(Enumerable.Range(0, 1_500).Select(i => _ledger.CommitAsync($"a-{i}")));
        BacktestResult result = await new BacktestRun(Job(parallelism), _ledger).Start(_cancellation);
        Assert.Equal(1_500, Assert.Single(result.Tally.Undecided.ByKey).Value);
        Assert.Equal(0, result.Tally.Total.Decisions);
    }

    [Fact]
    public async Task An_empty_period_is_an_empty_report()
    {
        var run = new BacktestRun(Job(2), _ledger);
        BacktestResult result = await run.Start(_cancellation);
        Assert.Equal((0, 0), (run.Total, run.Done));
        Assert.Empty(result.Tally.Total.Matrix);
        Assert.True(double.IsNaN(result.Tally.Total.Recorded.ApprovalRate));
    }

    [Fact]
    public async Task A_cancelled_run_ends_cancelled()
    {
        await _ledger.CommitAsync("a");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new BacktestRun(Job(2), _ledger).Start(new CancellationToken(canceled: true)));
    }

    public void Dispose()
    {
        _ledger.Dispose();
        _folder.Dispose();
    }

    private BacktestJob Job(int parallelism) => new()
    {
        Candidate = Book.For("consumer-cash")!,
        Book = Book,
        Evidence = new EvidenceSeal(
            new PersonalDataKeys("k", new Dictionary<string, byte[]> { ["k"] = SHA256.HashData("k"u8) }, SHA256.HashData("t"u8)),
            new Packings(new SqliteDictionaries(_file), new PackingOptions(), new PackingLog(NullLogger<PackingLog>.Instance))),
        Query = new ScanQuery { Product = "cash" },
        Segmentations = Segmentation.Always,
        Outcomes = new OutcomeBook(),
        Parallelism = parallelism,
    };
}
