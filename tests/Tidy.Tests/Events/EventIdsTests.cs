using System.Text.Json;
using Tidy.Tests.Trees;

namespace Tidy.Tests.Events;

public class EventIdsTests
{
    private const string SnapshotPath = "tests/Tidy.Tests/event-ids.json";

    private static readonly List<string> Sources = SourceTree.Repository.Under("src/CreditDecision.Service", ".cs").ToList();

    [Fact]
    public void Every_log_event_of_the_service_has_an_id_of_its_own_for_good()
    {
        var today = Sources.SelectMany(path => EventIds.In(path, SourceTree.Repository.Read(path))).ToList();
        var path = Path.Combine(SourceTree.Repository.Root, SnapshotPath);
        var published = Read(path);
        if (Rewriting.Asked)
            Rewriting.Write(path, EventIds.Publish(today, published));

        Assert.NotEmpty(today);
        Findings.AssertNone(EventIds.Check(today, Read(path)));
    }

    [Fact]
    public void No_message_is_written_past_the_check() =>
        Findings.AssertNone(Sources
            .Where(path => EventIds.Declared(SourceTree.Repository.Read(path)) != EventIds.In(path, SourceTree.Repository.Read(path)).Count())
            .Select(path => $"{path}: write [LoggerMessage(id, level, text)] and the method on the next line"));

    [Theory]
    [InlineData("[LoggerMessage(1, LogLevel.Error, \"a (b) {C}\")]\n    public partial void A(int c);", null)]
    [InlineData("[LoggerMessage(1, LogLevel.Error, \"x\")]\n public partial void B();", "was published as Log.A and is now Log.B")]
    [InlineData("[LoggerMessage(2, LogLevel.Error, \"x\")]\n public partial void A();", "event 2 (Log.A) is new")]
    [InlineData("[LoggerMessage(1, LogLevel.Error, \"x\")]\n public partial void A();\n[LoggerMessage(1, LogLevel.Error, \"x\")]\n public partial void A();", "event 1 is Log.A and Log.A")]
    public void An_id_that_means_something_else_is_found(string code, string? message)
    {
        var findings = EventIds.Check([.. EventIds.In("src/Log.cs", code)], new Dictionary<string, string> { ["1"] = "Log.A" }).ToList();
        if (message is null)
            Assert.Empty(findings);
        else
            Assert.Contains(message, Assert.Single(findings), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Read(string path) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path), Rewriting.Json)!;
}
