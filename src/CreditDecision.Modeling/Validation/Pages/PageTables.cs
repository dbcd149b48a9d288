using System.Xml.Linq;

namespace CreditDecision.Modeling.Validation.Pages;

/// <summary>What was tested, by what and with which verdict.</summary>
internal static class PageTables
{
    private static readonly XNamespace Html = TestReportPage.Html;

    internal static XElement Facts(TestReport report, string sha256)
    {
        (SubjectIdentity model, DataIdentity data, TestedPolicy policy) = (report.Model, report.Data, report.Policy);
        string rows = $"{PageTable.Count(data.Used)} of {PageTable.Count(data.Rows)} rows: {PageTable.Count(report.Development.Plain.Rows)} development, {PageTable.Count(report.HoldOut.Plain.Rows)} hold-out";
        (string Name, string Text, bool IsHash)[] facts =
        [
            ("Model", $"{model.Id} {model.Version} ({model.Kind.Replace('_', ' ')})", false),
            ("Bad event", model.Target, false),
            ("Model document, SHA-256", model.Sha256, true),
            ("Artifact, SHA-256", model.ArtifactSha256, true),
            ("Data", $"{data.Name}, label {data.Label}", false),
            ("Data, SHA-256", data.Sha256, true),
            ("Rows", rows, false),
            ("Split", data.Split, false),
            ("Only rows with", string.Join("; ", data.OnlyRows), false),
            ("Policy", $"{policy.Id} {policy.Version}; approved below a PD of {PageTable.Share(policy.CutOff)}", false),
            ("Policy, SHA-256", policy.Sha256, true),
            ("This report (JSON), SHA-256", sha256, true),
        ];
        return new XElement(Html + "table", new XElement(Html + "tbody", facts.Where(fact => fact.Text.Length > 0).Select(fact => new XElement(
            Html + "tr",
            new XElement(Html + "th", fact.Name),
            new XElement(Html + "td", fact.IsHash ? new XAttribute("class", "hash") : null, fact.Text)))));
    }

    internal static XElement Checks(IReadOnlyList<TestCheck> checks)
    {
        var table = new PageTable("", "check", "#value", "#bound", "at", "verdict");
        foreach (TestCheck check in checks)
        {
            string bound = $"{(check.Kind == "at_least" ? "≥" : "≤")} {PageTable.Plain(check.Bound)}";
            table.Add(check.Passed ? "" : "failed", check.Name, PageTable.Plain(check.Value), bound, check.At, check.Passed ? "passed" : "failed");
        }
        return table.Element;
    }
}
