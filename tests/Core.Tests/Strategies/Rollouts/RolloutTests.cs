using System.Globalization;
using CreditDecision.Core.Strategies.Rollouts;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Strategies.Rollouts;

public sealed class RolloutTests
{
    private const int Many = 1_000_000;

    // Sums of shares from none to all, cut into one to four challengers.
    private static readonly Arbitrary<int[]> Shares = Gen.Choose(1, Rollout.Buckets / 4).NonEmptyListOf()
        .Select(shares => shares.Take(4).ToArray()).ToArbitrary();

    [Fact]
    public void Every_bucket_is_one_arms_and_every_arm_has_as_many_as_its_share() => Prop.ForAll(Shares, shares =>
    {
        Rollout rollout = RolloutContent.Dealt("s", shares);
        bool each = Enumerable.Range(0, Rollout.Buckets).All(bucket => rollout.Arms.Count(arm => arm.Holds(bucket)) == 1);
        ILookup<RolloutArm, int> held = Enumerable.Range(0, Rollout.Buckets).ToLookup(rollout.ArmOf);
        return each && rollout.Arms.All(arm => held[arm].Count() == arm.ShareBps) && rollout.Arms.Sum(arm => arm.ShareBps) == Rollout.Buckets;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_million_borrowers_fall_into_the_shares()
    {
        Rollout rollout = RolloutContent.Dealt("consumer-cash-2026-q4", 500, 1, 3_333);
        var counts = new Dictionary<RolloutArm, int>();
        for (int i = 0; i < Many; i++)
        {
            RolloutArm arm = rollout.ArmOf(rollout.BucketOf(RolloutContent.Borrower(i)));
            counts[arm] = counts.GetValueOrDefault(arm) + 1;
        }
        foreach (RolloutArm arm in rollout.Arms)
        {
            double share = arm.ShareBps / (double)Rollout.Buckets;
            double deviation = Math.Sqrt(Many * share * (1 - share));
            Assert.InRange(counts[arm], Many * share - 4 * deviation, Many * share + 4 * deviation);
        }
    }

    [Fact]
    public void The_bucket_is_the_published_formula()
    {
        // Counted apart: floor(10000 * first eight bytes of sha256("s" 00 key) / 2^64), for the keys of all 00 and of all ff.
        Rollout rollout = RolloutContent.Dealt("s", 500);
        byte[] ones = [.. Enumerable.Repeat((byte)0xff, 32)];
        Assert.Equal((7960, 4207), (rollout.BucketOf(new byte[32]), rollout.BucketOf(ones)));
    }

    [Fact]
    public void A_borrower_stays_where_the_others_shares_grow()
    {
        Rollout small = RolloutContent.Dealt("s", 300, 500), large = RolloutContent.Dealt("s", 300, 2_500);
        for (int i = 0; i < 100_000; i++)
        {
            byte[] borrower = RolloutContent.Borrower(i);
            string before = small.VersionFor(borrower), after = large.VersionFor(borrower);
            // Only the champion gives borrowers away, and only to the challenger that grew.
            Assert.True(before == after || (before, after) == ("1", "3"), string.Create(CultureInfo.InvariantCulture, $"{i}: {before} to {after}"));
        }
    }

    [Fact]
    public void Raising_any_share_keeps_everybody_who_was_with_that_challenger_or_an_earlier_one() => Prop.ForAll(
        Shares, Gen.Choose(1, 500).ToArbitrary(), (shares, more) =>
        {
            int grown = more % shares.Length;
            int[] larger = [.. shares];
            larger[grown] = Math.Min(larger[grown] + more, larger[grown] + Rollout.Buckets - shares.Sum());
            Rollout before = RolloutContent.Dealt("s", shares), after = RolloutContent.Dealt("s", larger);
            return before.Arms.Skip(1).Take(grown + 1).All(arm =>
                Enumerable.Range(arm.FirstBucket, arm.ShareBps).All(bucket => after.ArmOf(bucket).Strategy == arm.Strategy));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Another_salt_deals_independently()
    {
        Rollout first = RolloutContent.Dealt("2026-q3", 2_000), second = RolloutContent.Dealt("2026-q4", 2_000);
        const int Sample = 200_000;
        int inBoth = Enumerable.Range(0, Sample).Select(RolloutContent.Borrower)
            .Count(borrower => first.VersionFor(borrower) == "2" && second.VersionFor(borrower) == "2");
        double expected = Sample * 0.2 * 0.2, deviation = Math.Sqrt(expected * (1 - 0.04));
        Assert.InRange(inBoth, expected - 4 * deviation, expected + 4 * deviation);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(10_001)]
    public void A_share_that_cannot_be_given_is_a_bug(int share) => Assert.Throws<ArgumentException>(() => RolloutContent.Dealt("s", share));

    [Theory]
    [InlineData(-1)]
    [InlineData(10_000)]
    public void A_bucket_that_is_none_is_a_bug(int bucket) => Assert.Throws<ArgumentOutOfRangeException>(() => RolloutContent.Dealt("s", 1).ArmOf(bucket));

    [Fact]
    public void Without_a_document_the_one_strategy_decides_for_everybody()
    {
        Rollout rollout = Rollout.Of(RolloutContent.Elsewhere);
        Assert.False(rollout.IsWritten);
        Assert.Equal(("car", Rollout.Buckets), (rollout.Product, Assert.Single(rollout.Arms).ShareBps));
    }
}
