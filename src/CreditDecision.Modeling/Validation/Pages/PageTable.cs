using System.Globalization;
using System.Xml.Linq;

namespace CreditDecision.Modeling.Validation.Pages;

/// <summary>A table of a page. Columns whose name begins with "#" hold figures.</summary>
internal sealed class PageTable
{
    private static readonly XNamespace Html = TestReportPage.Html;

    private readonly XElement _body = new(Html + "tbody");
    private readonly XElement _table;
    private readonly bool[] _isFigure;

    internal PageTable(string caption, params string[] columns)
    {
        _isFigure = [.. columns.Select(column => column.StartsWith('#'))];
        _table = new XElement(
            Html + "table",
            caption.Length == 0 ? null : new XElement(Html + "caption", caption),
            new XElement(Html + "thead", new XElement(Html + "tr", columns.Select((column, i) => Cell("th", column.TrimStart('#'), i)))),
            _body);
    }

    internal XElement Element => _table;

    /// <param name="kind">Class of the row; empty for none.</param>
    internal void Add(string kind, params string[] cells) => _body.Add(new XElement(
        Html + "tr", kind.Length == 0 ? null : new XAttribute("class", kind), cells.Select((cell, i) => Cell("td", cell, i))));

    internal static string Count(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);

    internal static string Share(double value) => double.IsFinite(value) ? $"{(value * 100).ToString("0.00", CultureInfo.InvariantCulture)} %" : "–";

    internal static string Figure(double value) => double.IsFinite(value) ? value.ToString("0.0000", CultureInfo.InvariantCulture) : "–";

    /// <summary>A share, a count or anything else that a policy bounds.</summary>
    internal static string Plain(double value) => double.IsFinite(value) ? value.ToString("#,0.####", CultureInfo.InvariantCulture) : "–";

    /// <summary>With its sign.</summary>
    internal static string Change(double value) => double.IsFinite(value) ? value.ToString("+0.0000;−0.0000;0.0000", CultureInfo.InvariantCulture) : "–";

    private XElement Cell(string element, string text, int column) =>
        new(Html + element, _isFigure[column] ? new XAttribute("class", "n") : null, text);
}
