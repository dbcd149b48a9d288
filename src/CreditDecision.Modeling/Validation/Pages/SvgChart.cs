using System.Globalization;
using System.Xml.Linq;

namespace CreditDecision.Modeling.Validation.Pages;

/// <summary>A chart on two axes as inline SVG; marks are drawn in the order in which they are added.</summary>
internal sealed class SvgChart
{
    internal static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private const double Width = 460, Height = 320, Left = 58, Right = 22, Top = 30, Bottom = 46;

    private readonly XElement _root;
    private readonly ChartAxis _x, _y;
    private int _legends;

    /// <param name="id">Of the element, so that a page can be asked for its charts.</param>
    internal SvgChart(string id, string title, ChartAxis x, ChartAxis y)
    {
        (_x, _y) = (x, y);
        _root = new XElement(
            Svg + "svg",
            new XAttribute("id", id), new XAttribute("viewBox", $"0 0 {Text(Width)} {Text(Height)}"), new XAttribute("role", "img"),
            new XElement(Svg + "title", title),
            Label(Left, 16, title, "start", "name"));
        foreach (double tick in x.Ticks) AddTick(X(tick), Height - Bottom, X(tick), Top, x.Show(tick), isBelow: true);
        foreach (double tick in y.Ticks) AddTick(Left, Y(tick), Width - Right, Y(tick), y.Show(tick), isBelow: false);
        _root.Add(Label((Left + Width - Right) / 2, Height - 8, x.Name, "middle", "axis"));
        XElement upright = Label(0, 0, y.Name, "middle", "axis");
        upright.SetAttributeValue("transform", $"translate(13 {Text((Top + Height - Bottom) / 2)}) rotate(-90)");
        _root.Add(upright);
    }

    internal XElement Element => _root;

    /// <param name="kind">Class of the mark, which the page gives its colour.</param>
    internal SvgChart Line(IEnumerable<(double X, double Y)> points, string kind)
    {
        _root.Add(new XElement(
            Svg + "polyline",
            new XAttribute("class", $"line {kind}"),
            new XAttribute("points", string.Join(' ', points.Select(point => $"{Text(X(point.X))},{Text(Y(point.Y))}")))));
        return this;
    }

    /// <summary>A bar between two places of the x axis, from one value of the y axis to another.</summary>
    internal SvgChart Bar(double from, double to, double low, double high, string kind)
    {
        _root.Add(new XElement(
            Svg + "rect",
            new XAttribute("class", $"bar {kind}"),
            new XAttribute("x", Text(X(from))), new XAttribute("y", Text(Y(high))),
            new XAttribute("width", Text(Math.Max(0, X(to) - X(from)))), new XAttribute("height", Text(Math.Max(0, Y(low) - Y(high))))));
        return this;
    }

    internal SvgChart Dot(double x, double y, string kind)
    {
        _root.Add(new XElement(
            Svg + "circle", new XAttribute("class", $"dot {kind}"), new XAttribute("cx", Text(X(x))), new XAttribute("cy", Text(Y(y))), new XAttribute("r", "3.5")));
        return this;
    }

    /// <summary>A word beside a place, inside the chart.</summary>
    internal SvgChart Word(double x, double y, string text, string anchor)
    {
        _root.Add(Label(X(x), Y(y) + 3.5, text, anchor, "word"));
        return this;
    }

    internal SvgChart Legend(string text, string kind)
    {
        double y = Top + 10 + (14 * _legends++);
        _root.Add(
            new XElement(
                Svg + "rect",
                new XAttribute("class", $"key {kind}"), new XAttribute("x", Text(Left + 8)), new XAttribute("y", Text(y - 7)), new XAttribute("width", "14"), new XAttribute("height", "7")),
            Label(Left + 27, y, text, "start", "word"));
        return this;
    }

    private double X(double value) => Left + ((Width - Left - Right) * _x.Place(value));

    private double Y(double value) => Height - Bottom - ((Height - Top - Bottom) * _y.Place(value));

    private void AddTick(double x1, double y1, double x2, double y2, string text, bool isBelow) => _root.Add(
        new XElement(
            Svg + "line",
            new XAttribute("class", "grid"), new XAttribute("x1", Text(x1)), new XAttribute("y1", Text(y1)), new XAttribute("x2", Text(x2)), new XAttribute("y2", Text(y2))),
        isBelow ? Label(x1, y1 + 14, text, "middle", "tick") : Label(x1 - 5, y1 + 3.5, text, "end", "tick"));

    private static XElement Label(double x, double y, string text, string anchor, string kind) => new(
        Svg + "text", new XAttribute("class", kind), new XAttribute("x", Text(x)), new XAttribute("y", Text(y)), new XAttribute("text-anchor", anchor), text);

    private static string Text(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);
}
