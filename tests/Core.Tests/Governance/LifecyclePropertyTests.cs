using CreditDecision.Core.Governance;
using CreditDecision.Core.Values;
using FsCheck;
using FsCheck.Fluent;
using static CreditDecision.Core.Tests.Governance.GovernanceWorld;

namespace CreditDecision.Core.Tests.Governance;

/// <summary>Rules that hold over random commands by random people; each rule is counted from the log itself, not by the code that enforces it.</summary>
[Trait("Article", "A37")]
public class LifecyclePropertyTests
{
    private static readonly ThingKey[] Keys = [Old, New, Other, Plan];
    private static readonly Act[] Way = [Act.Register, Act.ReportTest, Act.Submit, Act.Validate, Act.OpenReview, Act.Vote, Act.ConcludeStage, Act.MakeChampion];

    [Fact]
    public void No_sequence_of_commands_breaks_a_rule()
    {
        int live = 0, retired = 0, refused = 0;
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ArrayOf(300).ToArbitrary(), tape =>
        {
            var world = new GovernanceWorld();
            // The way there, life after approval, half-voted reviews and many challengers of one slot are walked alike: by chance alone the last two
            // are hardly ever reached.
            Act[] way = Begin(world, tape[0] % 4);
            foreach (int choice in tape)
            {
                var before = world.Portfolio;
                var verdict = Step(world, choice, way);
                Assert.True(verdict.Event is null != verdict.Refusals.IsEmpty);
                Assert.All(verdict.Refusals, refusal => Assert.True(refusal.Reason != RefusalReason.Unspecified && Enum.IsDefined(refusal.Reason) && refusal.Text.Length > 10));
                refused += verdict.Event is null ? 1 : 0;
                if (verdict.Event is { } done) Assert.NotEqual(LifeState.Retired, before.Things.GetValueOrDefault(done.Command.Thing)?.State ?? LifeState.Unspecified);
                Check(world);
            }
            live += world.Portfolio.Things.Values.Count(thing => thing.Serves);
            retired += world.Portfolio.Things.Values.Count(thing => thing.State == LifeState.Retired);
            var again = Portfolio.Fold(world.Log.Select(done => EventBytes.Read(EventBytes.Write(done))));
            Assert.Equal(Tell(world.Portfolio), Tell(again));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(20260105, 7));
        Assert.True(live > 20 && retired > 20 && refused > 1000, $"The walks went too short: {live} live, {retired} retired, {refused} refused.");
    }

    private static Act[] Begin(GovernanceWorld world, int kind)
    {
        switch (kind)
        {
            case 1:
                world.Champion(Old).Approved(Other).Approved(Plan);
                return Way;
            case 2:
                world.Reviewed(Old).Reviewed(New).Reviewed(Other);
                return [Act.Vote, Act.ConcludeStage, Act.ConcludeStage, Act.MakeChampion, Act.DeclareRelation];
            case 3:
                world.Champion(Old).Approved(New).Approved(Other);
                return [Act.MakeChallenger, Act.MakeChallenger, Act.RunAsShadow, Act.MakeChampion, Act.RollBack];
            default:
                return Way;
        }
    }

    private static Verdict Step(GovernanceWorld world, int choice, Act[] way)
    {
        var roll = new Rolls(choice);
        var key = Keys[roll.Next(4)];
        var acts = Enum.GetValues<Act>();
        var act = roll.Next(3) > 0 ? way[roll.Next(way.Length)] : acts[roll.Next(acts.Length)];
        if (roll.Next(8) == 0) world.Now += TimeSpan.FromDays(roll.Next(20));
        var command = world.Command(act, key);
        var said = command.Particulars with
        {
            Opinion = (Opinion)(roll.Next(6) is var o && o < 4 ? 1 : o - 3), Share = new BasisPoints(roll.Next(2500)), Passed = roll.Next(5) > 0, Person = People[roll.Next(People.Length)].Id,
            Reference = world.Portfolio.LastNumber - roll.Next(10),
        };
        // For a model that a strategy rests on, the strategy's slot needs one too.
        if (act == Act.Retire) said = said with { Fallbacks = [.. Enumerable.Range(0, roll.Next(3)).Select(_ => Keys[roll.Next(Keys.Length)])] };
        var hashes = roll.Next(12) == 0 ? Hashes(Keys[roll.Next(4)]) : command.Hashes;
        return world.Put(command with { Particulars = said, Hashes = hashes }, People[roll.Next(People.Length)]);
    }

    private static void Check(GovernanceWorld world)
    {
        var things = world.Portfolio.Things.Values.ToList();
        foreach (var slot in things.GroupBy(thing => (thing.Registration.Kind, thing.Registration.Slot)))
        {
            Assert.True(slot.Count(thing => thing.Mode == ServingMode.Champion) <= 1);
            Assert.True(slot.Where(thing => thing.Mode == ServingMode.Challenger).Sum(thing => thing.Share.Value) <= Policy.ChallengersShare.Value);
        }
        foreach (var thing in things)
        {
            Assert.Equal(thing.Serves, thing.Mode != ServingMode.Unspecified);
            if (thing.Serves || thing.State == LifeState.Shadow) WasApproved(world.Log, thing.Key);
        }
    }

    private static void WasApproved(List<GovernanceEvent> log, ThingKey key)
    {
        string[] barred = ["dev", "insider", "owner", log.First(e => e.Command.Thing == key && e.Command.Act == Act.Submit).Who];
        var own = log.Where(e => e.Command.Thing == key).ToList();
        Assert.All(own, e => Assert.Equal(Hashes(key), e.Command.Hashes));
        Assert.DoesNotContain(own, e => e.Command.Act is Act.Vote or Act.Validate or Act.ConcludeStage or Act.MakeChampion or Act.MakeChallenger or Act.RollBack && barred.Contains(e.Who));
        foreach (var (stage, quorum) in new[] { (0, 1), (1, 2) })
        {
            var votes = own.Where(e => e.Command.Act == Act.Vote && e.Consequences.Stage == stage).ToList();
            // A relation can be declared after the stage was concluded; only what was declared in time takes votes away.
            var end = own.First(e => e.Command.Act == Act.ConcludeStage && (stage == 1 ? e.Consequences.ApprovedUntil != default : e.Consequences.Stage == 1)).Number;
            var declared = own.Where(e => e.Command.Act == Act.DeclareRelation && e.Number < end).Select(e => e.Command.Particulars.Person).ToHashSet();
            votes.RemoveAll(vote => declared.Contains(vote.Who));
            Assert.True(votes.Select(vote => vote.Who).Distinct().Count() >= quorum);
            Assert.True(votes.Count(vote => vote.Command.Particulars.Opinion == Opinion.For) > votes.Count(vote => vote.Command.Particulars.Opinion == Opinion.Against));
        }
    }

    private static string Tell(Portfolio portfolio) => string.Join("\n", portfolio.Things.Values.OrderBy(thing => thing.Key.ToString(), StringComparer.Ordinal).Select(thing =>
        $"{thing.Key} {thing.State} {thing.Mode} {thing.Share} {thing.Stage} {thing.ApprovedUntil:O} {thing.RegisteredBy} {thing.SubmittedBy} {thing.HasTest} {thing.TestPassed} {thing.WasChampion} "
        + $"{thing.SuspensionProposedBy} {string.Join(",", thing.Related.Order())} {string.Join(",", thing.Conditions)} {string.Join(",", thing.Findings)} "
        + string.Join(",", thing.Votes.OrderBy(vote => vote.Key.Stage).ThenBy(vote => vote.Key.Voter, StringComparer.Ordinal)))) + $"\n{portfolio.LastNumber} {portfolio.LastAt:O}";

    private sealed class Rolls(int seed)
    {
        private ulong _state = (ulong)seed + 1;

        public int Next(int below)
        {
            _state = _state * 6364136223846793005 + 1442695040888963407;
            return (int)((_state >> 33) % (ulong)below);
        }
    }
}
