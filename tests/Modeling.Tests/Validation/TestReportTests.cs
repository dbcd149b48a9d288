using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using CreditDecision.Modeling.Formats;
using CreditDecision.Modeling.Validation;
using CreditDecision.Modeling.Validation.Pages;

namespace CreditDecision.Modeling.Tests.Validation;

/// <summary>How a report is written.</summary>
[Trait("Article", "A38")]
public sealed class TestReportTests
{
    // A column that would break a page that did not escape it.
    private const string Odd = "a<b>&\"c";

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly TestReport Report = Run();

    [Fact]
    public void The_bytes_are_the_same_each_time_and_say_the_verdict()
    {
        byte[] written = TestReportJson.Write(Report);

        Assert.Equal(written, TestReportJson.Write(Run()));
        Assert.Equal(64, TestReportJson.Sha256(written).Length);
        Assert.DoesNotContain((byte)'\r', written);
        JsonElement report = JsonDocument.Parse(written).RootElement;
        Assert.Equal(["kind", "form", "verdict", "model", "data", "policy", "checks", "hold_out", "development"], report.EnumerateObject().Take(9).Select(property => property.Name));
        Assert.Equal("failed", report.GetProperty("verdict").GetString());
        Assert.Equal(Report.Data.Sha256, report.GetProperty("data").GetProperty("sha256").GetString());
        Assert.Equal(Report.Policy.Sha256, report.GetProperty("policy").GetProperty("sha256").GetString());
        Assert.Equal(Report.HoldOut.Plain.Auc, report.GetProperty("hold_out").GetProperty("plain").GetProperty("auc").GetDouble(), 1e-11);
        // A figure that there is not.
        Assert.Equal(JsonValueKind.Null, report.GetProperty("fairness")[0].GetProperty("slices").EnumerateArray().Last().GetProperty("plain").GetProperty("auc").ValueKind);
    }

    [Fact]
    public void No_number_is_written_longer_than_systems_agree_on() => Assert.All(
        Numbers(JsonDocument.Parse(TestReportJson.Write(Report)).RootElement), number => Assert.True(number.Count(char.IsAsciiDigit) <= 14, number));

    [Fact]
    public void The_page_is_one_well_formed_document_with_five_charts_and_nothing_to_fetch()
    {
        XDocument page = XDocument.Parse(TestReportPage.Write(Report, "ab12"));

        XElement[] charts = [.. page.Descendants(Svg + "svg")];
        Assert.Equal(["roc", "ks", "calibration", "scores", "psi"], charts.Select(chart => chart.Attribute("id")!.Value));
        Assert.All(charts, chart => Assert.Contains(chart.Descendants(), mark => mark.Name.LocalName is "polyline" or "rect" or "circle"));
        Assert.All(page.Descendants().Attributes(), attribute => Assert.DoesNotContain(attribute.Name.LocalName, (string[])["src", "href", "onload", "onclick"]));
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "link" or "img" or "iframe" or "object");
        Assert.DoesNotContain("url(", page.ToString(), StringComparison.Ordinal);
        string text = page.Root!.Value;
        foreach (string told in new[] { Report.Model.Sha256, Report.Data.Sha256, Report.Policy.Sha256, "ab12", Odd, "Failed: 1 of 2 checks are not met." })
            Assert.Contains(told, text, StringComparison.Ordinal);
        // A browser does not know <td/>.
        Assert.DoesNotMatch(@"<(td|th|div|p|span|title|style|text)(\s[^>]*)?/>", TestReportPage.Write(Report, "ab12"));
    }

    [Fact]
    public void No_mark_of_a_chart_lies_outside_it()
    {
        XDocument page = XDocument.Parse(TestReportPage.Write(Report, "ab12"));
        double[] places = [.. from line in page.Descendants(Svg + "polyline")
                              from point in line.Attribute("points")!.Value.Split(' ', ',')
                              select double.Parse(point, CultureInfo.InvariantCulture)];
        Assert.All(places, place => Assert.InRange(place, 0, 460));
    }

    private static TestReport Run()
    {
        var csv = new StringBuilder($"{Odd.Replace("\"", "")},bad,part\n");
        for (int i = 0; i < 400; i++)
            csv.Append(CultureInfo.InvariantCulture, $"{i % 97 / 100.0},{(i * 7919 % 97 < i % 97 ? 1 : 0)},{(i % 2 == 0 ? "development" : "hold_out")}\n");
        CsvTable table = Trial.Table(csv.ToString());
        table = table with { Columns = [table.Columns[0] with { Name = Odd }, .. table.Columns.Skip(1)] };
        string policy = Trial.Policy + """
              - { metric: brier, at_most: 0.001 }
            fairness: [{ column: bad }]
            stress:
              shocks:
                - { name: more, note: "<b>", changes: [{ features: ['a<b>&"c'], multiply: 1.01 }] }
            """;
        var choice = new RowChoice { Label = "bad", Part = "part", IsByPosition = true };
        return Trial.Run(Trial.Linear(("debt", 1)), table, choice, policy);
    }

    private static IEnumerable<string> Numbers(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => [element.GetRawText()],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Numbers),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Numbers(property.Value)),
        _ => [],
    };
}
