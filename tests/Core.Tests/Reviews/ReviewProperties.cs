using CreditDecision.Core.Audit;
using CreditDecision.Core.Reviews;
using CreditDecision.Core.Values;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Reviews;

/// <summary>Rules that hold over random commands by random people; each is counted from the log, not by the code that enforces it.</summary>
[Trait("Article", "A22")]
public sealed class ReviewProperties
{
    private static readonly string[] People = ["li.na", "LI.NA", "wang.fang", "zhao.min"];
    private static readonly byte[] Mark = [7];

    [Fact]
    [Trait("Article", "A6")]
    public void No_sequence_of_commands_breaks_a_rule()
    {
        int approved = 0, confirmed = 0, declined = 0, refused = 0;
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ArrayOf(60).ToArbitrary(), tape =>
        {
            var world = new ReviewWorld();
            foreach (int choice in tape)
            {
                bool wasClosed = world.Case.Closing is not null;
                int before = world.Log.Count;
                ReviewResult result = Step(world, choice);
                Assert.False(result.Event is not null && result.Refusals.Count > 0);
                Assert.All(result.Refusals, refusal => Assert.True(refusal.Reason != ReviewRefusalReason.Unspecified && Enum.IsDefined(refusal.Reason) && refusal.Text.Length > 10));
                Assert.False(wasClosed && world.Log.Count > before);
                refused += result.Refusals.Count > 0 ? 1 : 0;
                if (result.Event is not null) Check(world);
            }
            ReviewEvent? end = world.Case.Closing;
            approved += end?.Act == ReviewAct.Approve ? 1 : 0;
            confirmed += end?.Act == ReviewAct.Confirm ? 1 : 0;
            declined += end?.Act == ReviewAct.Decline ? 1 : 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261127, 7));
        Assert.True(approved > 10 && confirmed > 10 && declined > 10 && refused > 1_000, $"The walks went too short: {approved} approved, {confirmed} confirmed, {declined} declined, {refused} refused.");
    }

    [Fact]
    public void Every_part_of_an_event_is_in_its_digest_and_every_change_of_the_log_is_found()
    {
        ReviewRecord record = Log(1)[0].Record;
        ReviewRecord[] changed =
        [
            record with { Number = 2 }, record with { Decision = new byte[16] }, record with { Borrower = new byte[32] }, record with { Act = ReviewAct.Decline }, record with { Who = "li.nb" },
            record with { At = record.At.AddMicroseconds(1) }, record with { Became = ReviewState.Declined }, record with { ClaimedUntil = record.At }, record with { Amount = Money.FromFen(1) },
            record with { Reserved = Money.FromFen(1) }, record with { Detail = new byte[1] }, record with { Previous = Digest.Of(Mark) },
            // The same bytes, dealt otherwise.
            record with { Decision = new byte[] { 1, 2 }, Borrower = new byte[] { 3 } }, record with { Decision = new byte[] { 1 }, Borrower = new byte[] { 2, 3 } },
        ];
        Assert.Equal(changed.Length + 1, changed.Append(record).Select(one => one.Digest()).Distinct().Count());

        Assert.Empty(Findings(Log(5)));
        for (int i = 1; i <= 5; i++)
        {
            List<StoredReview> log = Log(5);
            log[i - 1] = log[i - 1] with { Record = log[i - 1].Record with { Who = "other" } };
            Assert.Equal((AuditFindingKind.ReviewChanged, (long)i), Assert.Single(Findings(log)));
            log = Log(5);
            log.RemoveAt(i - 1);
            Assert.Equal(i == 5 ? [] : [(AuditFindingKind.ReviewRemoved, i + 1L)], Findings(log));
        }
    }

    private static ReviewResult Step(ReviewWorld world, int choice)
    {
        var roll = new Random(choice);
        string who = People[roll.Next(People.Length)];
        if (roll.Next(6) == 0) world.Now += TimeSpan.FromMinutes(roll.Next(40));
        if (roll.Next(10) == 0) world.Of = world.Of with { Headroom = roll.Next(9) == 0 ? null : Money.FromYuan(roll.Next(-5, 200) * 1_000), TakesOfCap = roll.Next(8) > 0 };
        return world.Do(who, roll.Next(8) switch
        {
            < 3 => ReviewCommand.Claim,
            3 => ReviewCommand.Release,
            4 => ReviewWorld.Approve(roll.Next(1, 180) * 1_000, $"{choice % 3}"),
            5 => ReviewWorld.Second(roll.Next(3) > 0, $"{choice % 3}"),
            6 => roll.Next(4) == 0 ? ReviewWorld.Decline($"{choice % 3}") : ReviewCommand.Claim,
            _ => ReviewWorld.Approve(roll.Next(1, 180) * 1_000, $"{choice % 3}"),
        });
    }

    // Looks at the newest event with what came before it.
    private static void Check(ReviewWorld world)
    {
        ReviewEvent now = world.Log[^1];
        List<ReviewEvent> earlier = world.Log[..^1];
        Assert.DoesNotContain(earlier, each => each.Closes);
        ReviewEvent? last = earlier.LastOrDefault();
        bool heldByOther = last is { Became: ReviewState.Claimed } && last.ClaimedUntil > world.Now && last.Who != now.Who;
        Assert.False(heldByOther);
        if (now.Act is ReviewAct.Approve or ReviewAct.Decline or ReviewAct.Release) Assert.True(last is { Act: ReviewAct.Claim } && last.Who == now.Who && last.ClaimedUntil > world.Now);
        Assert.Equal(now.Became == ReviewState.Approved && world.Of.TakesOfCap ? now.Amount : Money.Zero, now.Reserved);
        if (now.Became is ReviewState.Approved or ReviewState.AwaitingConfirmation)
        {
            Assert.True(now.Amount.IsPositive && now.Amount <= world.Of.Limit);
            Assert.True(!world.Of.TakesOfCap || now.Amount <= world.Of.Headroom);
        }
        if (now.Became == ReviewState.Approved && now.Amount >= ReviewWorld.Policy.TwoPersonFrom)
            Assert.True(last is { Act: ReviewAct.Approve } && last.Amount == now.Amount && now.Act == ReviewAct.Confirm && !last.Who.Equals(now.Who, StringComparison.OrdinalIgnoreCase));
        if (now.Act is ReviewAct.Confirm or ReviewAct.SendBack) Assert.True(last is { Became: ReviewState.AwaitingConfirmation });
    }

    private static List<StoredReview> Log(int count)
    {
        var log = new List<StoredReview>();
        for (int i = 1; i <= count; i++)
        {
            Digest previous = log.Count == 0 ? default : log[^1].Digest;
            var record = new ReviewRecord(
                i, new byte[] { 1, 2, 3 }, new byte[] { 4, 5 }, ReviewAct.Approve, "li.na", ReviewWorld.Referred, ReviewState.Approved, default, Money.FromYuan(3), Money.FromYuan(3), new byte[] { 6 }, previous);
            log.Add(new StoredReview(record, record.Digest(), new byte[] { 1 }));
        }
        return log;
    }

    private static List<(AuditFindingKind, long)> Findings(IEnumerable<StoredReview> log)
    {
        var check = new ReviewCheck((_, seal) => seal.Span[0] == 1);
        return [.. log.SelectMany(check.Add).Select(finding => (finding.Kind, finding.Place))];
    }
}
