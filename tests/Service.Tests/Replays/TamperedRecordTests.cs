using System.Security.Cryptography;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger;
using CreditDecision.V1;
using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Tests.Replays;

/// <summary>What replay says of a store that somebody changed behind the service's back.</summary>
[Trait("Store", "SQLite")]
[Trait("Article", "A31")]
[Trait("Article", "A42")]
public sealed class TamperedRecordTests(SharedService shared) : IClassFixture<SharedService>, IAsyncLifetime
{
    private static int _people;

    private readonly RunningService _service = shared.Service;
    private readonly int _person = Interlocked.Increment(ref _people);
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private Decision _decision = null!;

    // Each test tampers with a record of its own.
    private string Application => $"a-{_person}";

    public async ValueTask InitializeAsync()
    {
        _decision = await _service.Client.DecideAsync(Requests.Clean(Application, _person), cancellationToken: _cancellation);
        Assert.Equal(ReplayOutcome.Identical, (await ReplayAsync()).Outcome);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("evidence = zeroblob(100)", ReplayObstacle.EvidenceNotOpened)]
    [InlineData("evidence = zeroblob(0)", ReplayObstacle.EvidenceNotOpened)]
    [InlineData("evidence = (SELECT evidence FROM decisions AS other WHERE other.application_id = decisions.application_id || '-other')", ReplayObstacle.EvidenceNotOpened)]
    [InlineData("decided_at = 1", ReplayObstacle.ApplicationRefused)]
    public async Task What_was_made_unreadable_is_told_by_its_cause(string change, ReplayObstacle obstacle)
    {
        await _service.Client.DecideAsync(Requests.Clean($"{Application}-other", person: 900), cancellationToken: _cancellation);
        Change(change);
        ReplayedDecision replayed = await ReplayAsync();
        Assert.Equal((ReplayOutcome.NotReplayed, obstacle), (replayed.Outcome, replayed.Obstacle));
        Assert.NotEmpty(replayed.Explanation);
    }

    [Theory]
    [InlineData("reserved_fen = 1", "record.reserved_fen", "1", "3000000")]
    [InlineData("product = 'other'", "record.product", "other", "consumer-cash")]
    [InlineData("outcome = 3", "record.outcome", "3", "1")]
    [InlineData("strategy_version = '2025'", "record.strategy_version", "2025", "2026.1")]
    [InlineData("client_id = 'else'", "record.client_id", "else", "tests")]
    [Trait("Article", "A6")]
    public async Task A_column_that_was_changed_is_told_with_both_values(string change, string path, string recorded, string replayed)
    {
        Change(change);
        Assert.Equal(new ReplayDifference { Path = path, Recorded = recorded, Replayed = replayed }, Assert.Single((await DiffersAsync()).Differences));
    }

    [Fact]
    public async Task A_reply_that_is_no_message_is_told()
    {
        Record([0xFF, 0xFF]);
        ReplayedDecision replayed = await ReplayAsync();
        Assert.Equal((ReplayOutcome.NotReplayed, ReplayObstacle.RecordDamaged), (replayed.Outcome, replayed.Obstacle));
        Assert.NotEmpty(replayed.Explanation);
    }

    [Fact]
    public async Task A_summary_that_was_changed_is_told()
    {
        Change("summary = zeroblob(4)");
        Assert.Equal("record.summary", Assert.Single((await DiffersAsync()).Differences).Path);
    }

    [Fact]
    public async Task A_borrower_that_was_changed_is_told()
    {
        // Nobody's key opens the evidence then.
        Change("borrower = zeroblob(32)");
        ReplayedDecision replayed = await ReplayAsync();
        Assert.Equal((ReplayOutcome.NotReplayed, ReplayObstacle.EvidenceNotOpened), (replayed.Outcome, replayed.Obstacle));
    }

    [Fact]
    public async Task A_decision_that_was_changed_is_told_by_the_paths_that_differ()
    {
        _decision.Offer.LimitFen = 9_000_000;
        _decision.Offer.Schedule.RemoveAt(11);
        _decision.Trace[4].Probability = 0.001;
        Record(_decision);
        ReplayedDecision replayed = await DiffersAsync();
        Assert.Equal(["offer.limit_fen", "offer.schedule[11]", "trace[4].probability"], replayed.Differences.Select(difference => difference.Path));
        Assert.Equal(("\"9000000\"", "\"3000000\""), (replayed.Differences[0].Recorded, replayed.Differences[0].Replayed));
        Assert.Empty(replayed.Differences[1].Recorded);
        Assert.InRange(replayed.Differences[1].Replayed.Length, 50, 200);
    }

    [Fact]
    public async Task The_same_message_in_other_bytes_is_not_the_same_record()
    {
        // A field of the record written twice: readers see the last one and notice nothing.
        byte[] bytes = [.. new Decision { Product = "consumer-cash" }.ToByteArray(), .. _decision.ToByteArray()];
        Record(bytes);
        Assert.Equal("record.decision", Assert.Single((await DiffersAsync()).Differences).Path);
    }

    [Fact]
    public async Task Many_differences_are_counted_and_the_first_ones_told()
    {
        _decision.Trace.Clear();
        foreach (Installment installment in _decision.Offer.Schedule) (installment.InterestFen, installment.PrincipalFen) = (1, 2);
        Record(_decision);
        ReplayedDecision replayed = await DiffersAsync();
        Assert.Equal(20, replayed.Differences.Count);
        Assert.True(replayed.DifferenceCount > 24);
    }

    [Fact]
    public async Task A_record_of_before_contents_were_kept_cannot_be_replayed()
    {
        _decision.Documents.Remove(_decision.Documents.Single(document => document.Kind == "content"));
        Record(_decision);
        ReplayedDecision replayed = await ReplayAsync();
        Assert.Equal((ReplayOutcome.NotReplayed, ReplayObstacle.NoContentRecorded), (replayed.Outcome, replayed.Obstacle));
    }

    [Fact]
    public async Task A_content_that_this_version_does_not_accept_is_told_with_its_mistakes()
    {
        byte[] broken = "nothing: here"u8.ToArray();
        var content = new ContentManifest([new ContentFile("strategies/bank.yaml", Convert.ToHexStringLower(SHA256.HashData(broken)), broken)]);
        Do($"INSERT INTO content_files VALUES(x'{content.Files[0].Sha256}', x'{Convert.ToHexStringLower(broken)}')");
        Do($"INSERT INTO contents VALUES(x'{content.Sha256}', '{content.Text}', 0)");
        _decision.Documents.Single(document => document.Kind == "content").Sha256 = content.Sha256;
        Record(_decision);
        ReplayedDecision replayed = await ReplayAsync();
        Assert.Equal(ReplayObstacle.ContentRefused, replayed.Obstacle);
        Assert.Contains("strategies/bank.yaml: ", replayed.Explanation);
        Assert.Contains("more", replayed.Explanation);
    }

    [Fact]
    public async Task All_that_differ_are_counted_and_no_more_told_than_asked_for()
    {
        Decision next = await _service.Client.DecideAsync(Requests.Clean($"{Application}-next", _person), cancellationToken: _cancellation);
        Do($"UPDATE decisions SET reserved_fen = 1 WHERE application_id IN ('{Application}', '{Application}-next')");
        var since = new ReplayRequest { DecidedFrom = _decision.DecidedAt, MostTold = 1 };
        Replaying.Run run = await _service.ReplayAsync(since);
        Assert.Equal((2, 2), (run.Last.Total, run.Last.Differing));
        // The newest first.
        Assert.Equal(next.DecisionId, Assert.Single(run.Told).DecisionId);
    }

    private Task<ReplayedDecision> ReplayAsync() => _service.ReplayOneAsync(_decision.DecisionId);

    private async Task<ReplayedDecision> DiffersAsync()
    {
        ReplayedDecision replayed = await ReplayAsync();
        Assert.Equal(ReplayOutcome.Differs, replayed.Outcome);
        Assert.True(replayed.DifferenceCount >= replayed.Differences.Count);
        return replayed;
    }

    private void Record(Decision decision) => Record(decision.ToByteArray());

    private void Record(byte[] decision) => Do($"""
        UPDATE replies SET decision = x'{Convert.ToHexStringLower(decision)}'
        WHERE sequence = (SELECT sequence FROM decisions WHERE application_id = '{Application}')
        """);

    private void Change(string columns) => Do($"UPDATE decisions SET {columns} WHERE application_id = '{Application}'");

    private void Do(string sql)
    {
        using SqliteConnection connection = LedgerAudit.Connect(shared.Store);
        LedgerAudit.Run(connection, sql);
    }
}
