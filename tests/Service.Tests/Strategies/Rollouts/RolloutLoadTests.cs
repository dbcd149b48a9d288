using CreditDecision.Core.Applications;
using CreditDecision.Core.Strategies.Rollouts;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Strategies.Candidates;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;

namespace CreditDecision.Service.Tests.Strategies.Rollouts;

public sealed class RolloutLoadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _content;

    public RolloutLoadTests() => _content = TwoArms.In(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Several_strategies_of_a_product_need_a_rollout() => Assert.Equal(
        ["strategies: product \"consumer-cash\" has several strategies (\"consumer-cash\" first, \"consumer-cash\" second) and no *.rollout.yaml that says which of them decides"],
        Problems());

    [Fact]
    public void The_same_version_of_a_strategy_cannot_be_loaded_twice()
    {
        ContentCopy.Edit(_content, TwoArms.SecondFile, $"\"{TwoArms.Second}\"", $"\"{TwoArms.First}\"");
        Assert.Contains(
            $"{TwoArms.StrategyFile}: version: strategy \"consumer-cash\" of version \"first\" is written in another file too",
            Problems().Select(problem => problem.Replace(TwoArms.SecondFile, TwoArms.StrategyFile, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("share_bps: 500", "share_bps: 10001", "challengers[0].share_bps: must be between 0 and 10000, is 10001")]
    [InlineData("version: second, share", "version: third, share", "challengers[0]: no strategy \"consumer-cash\" of version \"third\" is loaded")]
    [InlineData("product: consumer-cash", "product: consumer-car", "champion: strategy \"consumer-cash\" of version \"first\" decides the product \"consumer-cash\"")]
    [InlineData("salt: tests", "slat: tests", "salt: is missing")]
    public void A_mistake_in_a_rollout_is_told_with_its_file_and_place(string right, string wrong, string problem)
    {
        TwoArms.Rollout(_content, 500);
        ContentCopy.Edit(_content, TwoArms.RolloutFile, right, wrong);
        Assert.Contains(Problems(), line => line.StartsWith($"{TwoArms.RolloutFile}: {problem}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_product_has_one_rollout()
    {
        TwoArms.Rollout(_content, 500);
        File.Copy(Path.Combine(_content, TwoArms.RolloutFile), Path.Combine(_content, "strategies/zz.rollout.yaml"));
        Assert.Equal(["strategies/zz.rollout.yaml: product: \"consumer-cash\" has another rollout too"], Problems());
    }

    [Fact]
    [Trait("Article", "A6")]
    public void A_challenger_that_would_lend_more_than_the_bank_may_is_refused()
    {
        TwoArms.Rollout(_content, 500);
        ContentCopy.Edit(_content, TwoArms.SecondFile, "max_amount_yuan: 200000", "max_amount_yuan: 200100");
        Assert.Contains(
            Problems(), problem => problem.StartsWith($"{TwoArms.SecondFile}: limit.max_amount_yuan: is above the bank's consumer credit cap", StringComparison.Ordinal));
    }

    [Fact]
    public void A_strategy_cannot_write_the_banks_policy_over()
    {
        TwoArms.Rollout(_content, 500);
        File.AppendAllText(Path.Combine(_content, TwoArms.SecondFile), "\nconsumer_credit_cap_yuan: 500000\nall_in_cost_ceiling_bps: 9000\n");
        IReadOnlyList<string> problems = Problems();
        Assert.Contains(problems, problem => problem.StartsWith($"{TwoArms.SecondFile}: consumer_credit_cap_yuan: is not known here", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith($"{TwoArms.SecondFile}: all_in_cost_ceiling_bps: is not known here", StringComparison.Ordinal));
    }

    [Fact]
    public void Any_loaded_version_can_be_asked_about()
    {
        TwoArms.Rollout(_content, 0);
        StrategyBook book = Book();
        var errors = new List<FieldError>();
        var choice = new StrategyChoice { Id = "consumer-cash", Version = TwoArms.Second };
        Assert.Equal(TwoArms.Second, CandidateStrategies.Find(book, choice, "strategy", errors)?.Version);
        Assert.Empty(errors);
        choice.Version = "third";
        Assert.Null(CandidateStrategies.Find(book, choice, "strategy", errors));
        Assert.Contains("loaded are \"consumer-cash\" first, \"consumer-cash\" second", Assert.Single(errors).Description);
    }

    [Fact]
    public void The_book_deals_borrowers_as_the_rollout_says()
    {
        TwoArms.Rollout(_content, 4_000);
        StrategyBook book = Book();
        Rollout rollout = book.RolloutOf("consumer-cash")!;
        for (byte i = 0; i < 200; i++)
        {
            byte[] key = [.. Enumerable.Repeat(i, BorrowerToken.Length)];
            StrategyAssignment assigned = book.Choose("consumer-cash", new BorrowerToken(key))!.Value;
            Assert.Equal((rollout.BucketOf(key), rollout.ArmOf(rollout.BucketOf(key))), (assigned.Bucket, assigned.Arm));
            Assert.Equal(assigned.Bucket < 4_000 ? TwoArms.Second : TwoArms.First, assigned.Strategy.Version);
            Assert.Equal(assigned.Bucket < 4_000 ? "challenger" : "champion", assigned.ToWire()!.Arm);
        }
        Assert.Null(book.Choose("nothing", default));
    }

    [Fact]
    public void Without_a_rollout_nobody_is_dealt()
    {
        File.Delete(Path.Combine(_content, TwoArms.SecondFile));
        StrategyAssignment assigned = Book().Choose("consumer-cash", default)!.Value;
        Assert.Equal((TwoArms.First, null, null), (assigned.Strategy.Version, assigned.Bucket, assigned.ToWire()));
    }

    private StrategyBook Book()
    {
        StrategyBook? book = ContentLoader.Load(new ContentFolder(_content), out IReadOnlyList<string> problems);
        Assert.True(book is not null, string.Join('\n', problems));
        return book;
    }

    private IReadOnlyList<string> Problems()
    {
        Assert.Null(ContentLoader.Load(new ContentFolder(_content), out IReadOnlyList<string> problems));
        return problems;
    }
}
