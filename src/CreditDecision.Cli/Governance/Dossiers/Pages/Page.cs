using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace CreditDecision.Cli.Governance.Dossiers.Pages;

/// <summary>Pieces of a page that is well-formed as XML and as HTML, runs nothing and fetches nothing.</summary>
internal static class Page
{
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";

    // No character that XML would escape: HTML takes the content of a style element as it stands.
    private const string Css = """

        body { font: 14px/1.45 system-ui, sans-serif; color: #1c2733; max-width: 1040px; margin: 24px auto; padding: 0 16px; }
        h1 { font-size: 22px; } h2 { font-size: 17px; margin-top: 30px; border-bottom: 1px solid #d5dce3; } h3 { font-size: 14px; margin: 18px 0 4px; }
        table { border-collapse: collapse; margin: 8px 0; } td, th { padding: 3px 10px; border-bottom: 1px solid #e4e9ee; text-align: left; vertical-align: top; }
        .hash { font-family: ui-monospace, monospace; font-size: 12px; word-break: break-all; } .quiet { color: #5b6976; }
        pre { background: #f6f8fa; padding: 8px 12px; white-space: pre-wrap; word-break: break-word; font-size: 12.5px; } iframe { width: 100%; height: 900px; border: 1px solid #d5dce3; }
        article { border-left: 4px solid #d5dce3; padding-left: 12px; margin: 14px 0; } article.good { border-color: #1a7f4b; } article.bad { border-color: #b3261e; }
        blockquote { margin: 4px 0; padding: 2px 10px; background: #f6f8fa; white-space: pre-wrap; } tr.own td { background: #eaf1f8; } tr.failed td { background: #fcecea; }
        @media print { h2, h3 { break-after: avoid; } tr { break-inside: avoid; } }

        """;

    public static string Write(string title, IEnumerable<object?> content)
    {
        var page = Tag(
            "html", new XAttribute("lang", "en"),
            Tag(
                "head", Tag("meta", new XAttribute("charset", "utf-8")),
                Tag("meta", new XAttribute("http-equiv", "Content-Security-Policy"), new XAttribute("content", "default-src 'none'; style-src 'unsafe-inline'; img-src data:")),
                Tag("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                Tag("title", title), Tag("style", Css)),
            Tag("body", content.ToArray()));
        return $"<!DOCTYPE html>\n{page.ToString(SaveOptions.DisableFormatting)}\n";
    }

    /// <param name="content">Texts, elements, attributes and lists of them; null is nothing.</param>
    public static XElement Tag(string name, params object?[] content) => new(Html + name, content.Select(piece => piece is string text ? Clean(text) : piece));

    public static XAttribute Class(string name) => new("class", name);

    public static XElement Hash(string sha256) => Tag("span", Class("hash"), sha256);

    /// <summary>Names and what they are; those without anything are left out.</summary>
    public static XElement Facts(params (string Name, object? What)[] facts) => Tag("table", Tag("tbody", facts
        .Where(fact => fact.What is not (null or "")).Select(fact => Tag("tr", Tag("th", fact.Name), Tag("td", fact.What)))));

    /// <returns>Null of no rows.</returns>
    public static XElement? Table(string[] columns, IEnumerable<object?[]> rows)
    {
        XElement[] body = [.. rows.Select(row => Tag("tr", row.Select(cell => cell as XAttribute ?? (object?)(cell is null ? null : Tag("td", cell, "")))))];
        return body.Length == 0 ? null : Tag("table", Tag("thead", Tag("tr", columns.Select(column => Tag("th", column)))), Tag("tbody", body.ToArray<object?>()));
    }

    /// <summary>A document that may hold anything: it is shown in a frame that may do nothing.</summary>
    public static XElement Frame(string document) => Tag("iframe", new XAttribute("sandbox", ""), new XAttribute("srcdoc", Clean(document)), "");

    public static XElement Folded(string title, object content) => Tag("details", Tag("summary", title), content);

    /// <summary>In Beijing; empty of none.</summary>
    public static string Time(DateTimeOffset at) => at == default ? "" : at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    // XML has no way to write most control characters.
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (Rune letter in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
            clean.Append(letter.Value > char.MaxValue || XmlConvert.IsXmlChar((char)letter.Value) ? letter.ToString() : "\uFFFD");
        return clean.ToString();
    }
}
