using System.Xml.Linq;
using CreditDecision.LoadTests.Driving;
using CreditDecision.LoadTests.Reports;
using CreditDecision.LoadTests.Results;
using CreditDecision.LoadTests.Scenarios;
using CreditDecision.LoadTests.Wire;
using CreditDecision.Service.Tests.Hosting;
using Outcome = CreditDecision.V1.Outcome;

namespace CreditDecision.Service.Tests.Loads;

/// <summary>What a run came to, in the forms that it is told in.</summary>
public sealed class ReportTests
{
    private static readonly long Second = System.Diagnostics.Stopwatch.Frequency;

    [Fact]
    public void Json_is_read_back_as_it_was()
    {
        using var folder = new TemporaryFolder();
        string file = folder.At("report.json");
        RunResult result = Sample();
        RunReport.Of([result]).Write(file);
        RunResult read = Assert.Single(RunReport.Read(file).Results);
        Assert.Equal(result.ToString(), read.ToString());
        Assert.Equal(result.Checks, read.Checks);
        Assert.Equal(result.Series.Select(slice => slice with { Outcomes = new Dictionary<string, long>() }).Count(), read.Series.Count);
        Assert.Equal(result.Series[0].Outcomes, read.Series[0].Outcomes);
        File.WriteAllText(file, "{ \"results\": 3 }");
        Assert.Contains(file, Assert.Throws<InvalidDataException>(() => RunReport.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Csv_has_a_line_for_each_second_of_as_many_fields_as_its_head()
    {
        string[] lines = Written(".csv").Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1 + Sample().Series.Count, lines.Length);
        Assert.All(lines.Skip(1), line => Assert.StartsWith("\"sample, \"\"quoted\"\"\",", line, StringComparison.Ordinal));
        Assert.Single(lines.Skip(1).Select(line => line[(line.LastIndexOf('"') + 1)..].Split(',').Length).Distinct());
    }

    [Fact]
    public void JUnit_has_a_case_for_each_check_and_a_failure_for_each_that_was_missed()
    {
        XElement suite = XDocument.Parse(Written(".xml")).Root!.Element("testsuite")!;
        RunResult result = Sample();
        Assert.Equal(result.Checks.Select(check => check.Name), suite.Elements("testcase").Select(one => one.Attribute("name")!.Value));
        Assert.Equal(
            result.Checks.Where(check => !check.IsMet).Select(check => check.Text), suite.Descendants("failure").Select(failure => failure.Attribute("message")!.Value));
        Assert.Equal("1", suite.Attribute("failures")!.Value);
    }

    [Fact]
    public void Html_is_one_page_with_its_charts_and_nothing_from_elsewhere()
    {
        string page = Written(".html");
        XElement html = XElement.Parse(page[page.IndexOf("<html", StringComparison.Ordinal)..]);
        XNamespace svg = "http://www.w3.org/2000/svg";
        Assert.Equal(4, html.Descendants(svg + "svg").Count());
        Assert.Contains("Failed: 1 of", html.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain(html.Descendants().Attributes(), attribute => attribute.Name.LocalName is "src" or "href");
    }

    [Fact]
    public void A_baseline_says_of_each_figure_whether_it_is_worse()
    {
        RunResult then = Sample();
        Dictionary<string, Verdict> Against(RunResult now) => new Baseline(then, 0.25).Compare(now).ToDictionary(one => one.Figure, one => one.Verdict);
        Assert.All(Against(then).Values, verdict => Assert.Equal(Verdict.Same, verdict));
        Dictionary<string, Verdict> slower = Against(then with { LatencyMs = then.LatencyMs with { P99 = then.LatencyMs.P99 * 1.3 }, PerSecond = then.PerSecond * 0.9 });
        Assert.Equal(Verdict.Worse, slower["p99 ms"]);
        Assert.Equal(Verdict.Same, slower["answers a second"]);
        Assert.Equal(Verdict.Better, Against(then with { PerSecond = then.PerSecond * 1.5 })["answers a second"]);
        Assert.Equal(Verdict.Worse, Against(then with { Wrong = then.Wrong + 1 })["error share"]);
        Assert.Equal(Verdict.Worse, Against(then with { ProcessorMicroseconds = new Dictionary<string, double> { ["service"] = 200 } })["service, µs of processor"]);
    }

    [Fact]
    public void Errors_count_where_no_event_explains_them_and_contradictions_always()
    {
        var tally = new Tally(10, [new ScenarioEvent(2, "stop", 3)]);
        var bodies = new FixedBodies([[0]]);
        tally.Begin(0);
        var refused = new GrpcAnswer((byte)Grpc.Core.StatusCode.Unavailable + 1, 0, false);
        foreach (int second in new[] { 1, 3, 4, 6 }) tally.Add(Second / 100, (second * Second) + (Second / 100), 8, refused, bodies);
        tally.Add(Second / 100, 3 * Second, 16, Decided(1), bodies);
        tally.Add(Second / 100, 7 * Second, 16, Decided(1), bodies);
        // Another decision of the same application, within what an event explains.
        tally.Add(Second / 100, 3 * Second, 16, Decided(2), bodies);
        RunResult result = tally.Result("events", "");
        Assert.Equal(3, result.Wrong);
        Assert.Equal(2, result.Excused);
    }

    [Fact]
    public void The_knee_is_the_last_good_second_before_three_bad_ones()
    {
        Slice At(int second, double meant, double answered, double p99) => new(second, meant, answered, 1, p99, p99, 0, 0, new Dictionary<string, long>());
        var bound = new KneeBound(50, 0.97);
        Slice[] series = [At(0, 100, 100, 5), At(1, 200, 200, 80), At(2, 300, 300, 6), At(3, 400, 380, 20), At(4, 500, 400, 20), At(5, 600, 600, 300), At(6, 700, 700, 5), At(7, 800, 100, 5)];
        Assert.Equal(new Knee(2, 300, 6), KneeFinder.Find(series, bound));
        Assert.Equal(new Knee(2, 300, 6), KneeFinder.Find(series[..4], bound));
        Assert.Null(KneeFinder.Find([At(0, 100, 0, 500), At(1, 100, 0, 500), At(2, 100, 0, 500), At(3, 1, 1, 1)], bound));
    }

    private static string Written(string extension)
    {
        using var folder = new TemporaryFolder();
        string file = folder.At($"report{extension}");
        RunReport.Of([Sample()]).Write(file);
        return File.ReadAllText(file);
    }

    private static GrpcAnswer Decided(ulong id) => new(1, (byte)Outcome.Approve, false) { DecisionHash = id };

    // Three seconds; its p99 is missed and its error share is not.
    private static RunResult Sample()
    {
        var tally = new Tally(3);
        var bodies = new FixedBodies([[0]]);
        tally.Begin(0);
        for (int i = 0; i < 300; i++) tally.Add(Second * (1 + (i % 10)) / 1000, (i * Second / 100) + (Second / 50), i, Decided((ulong)i + 1), bodies);
        tally.End(3 * Second);
        RunResult result = tally.Result("sample, \"quoted\"", "http://127.0.0.1:1") with { ProcessorMicroseconds = new Dictionary<string, double> { ["service"] = 100 } };
        return result with { Checks = result.ChecksOf(new Thresholds(0, null, 2, null, null)) };
    }
}
