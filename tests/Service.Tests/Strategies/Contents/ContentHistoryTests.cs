using CreditDecision.Service.Strategies;
using CreditDecision.Service.Strategies.Contents;

namespace CreditDecision.Service.Tests.Strategies.Contents;

public sealed class ContentHistoryTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Going_back_twice_goes_two_steps_back()
    {
        ContentHistory history = History("a", "b", "c");
        Assert.Equal(Hash("b"), history.GoBack(null, At, "x")?.Sha256);
        Assert.Equal(Hash("a"), history.GoBack(null, At, "x")?.Sha256);
        Assert.Null(history.GoBack(null, At, "x"));
        Assert.Equal(Hash("a"), history.Current.Sha256);
    }

    [Fact]
    public void What_was_left_can_be_gone_to_by_its_hash()
    {
        ContentHistory history = History("a", "b", "c");
        history.GoBack(Hash("a"), At, "x");
        ServedContent? again = history.GoBack(Hash("c"), At.AddHours(1), "y");
        Assert.Equal((Hash("c"), "y", At.AddHours(1), Hash("b")), (again!.Sha256, again.By, again.Since, again.Replaced));
        Assert.Equal([Hash("a"), Hash("b")], history.Earlier.Select(served => served.Sha256));
        Assert.Null(history.GoBack(Hash("d"), At, "x"));
        Assert.Null(history.GoBack(Hash("c"), At, "x"));
    }

    [Fact]
    public void Content_that_comes_again_is_there_once_and_goes_back_to_what_it_replaced_now()
    {
        ContentHistory history = History("a", "b", "a");
        Assert.Equal((Hash("a"), Hash("b")), (history.Current.Sha256, history.Current.Replaced));
        Assert.Equal(Hash("b"), Assert.Single(history.Earlier).Sha256);
    }

    [Fact]
    public void Sixteen_are_kept()
    {
        ContentHistory history = History([.. Enumerable.Range(0, 20).Select(i => $"{i}")]);
        Assert.Equal(Enumerable.Range(4, 15).Reverse().Select(i => Hash($"{i}")), history.Earlier.Select(served => served.Sha256));
        for (int i = 0; i < 15; i++) Assert.NotNull(history.GoBack(null, At, "x"));
        // Its predecessor served and is not kept any more.
        Assert.Equal(Hash("4"), history.Current.Sha256);
        Assert.Null(history.GoBack(null, At, "x"));
    }

    private static ContentHistory History(params string[] contents)
    {
        var history = new ContentHistory(new ServedContent(Book(contents[0]), At, "", null));
        foreach (string content in contents.Skip(1)) history.Put(Book(content), At, "somebody");
        return history;
    }

    private static string Hash(string content) => Book(content).Content.Sha256;

    private static StrategyBook Book(string content) =>
        new(null!, new ContentManifest([new ContentFile(content, content, default)]), [], [], []);
}
