using System.Globalization;
using System.Text.Json;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Expressions;
using CreditDecision.Core.Features;
using CreditDecision.Core.Strategies.Tables;

namespace Benchmarks.Strategies;

/// <summary>Tables as banks have them, a region, an industry and two ranges of numbers, and such as no bank should have.</summary>
internal sealed record TableShape(string Name, int Rows, string Document)
{
    private const int Regions = 31;
    private const int Industries = 20;

    private static readonly TableColumn[] Columns =
    [
        new("region", FeatureType.Category, [.. Enumerable.Range(0, Regions).Select(one => $"r{one}")], 0, 0, false),
        new("industry", FeatureType.Category, [.. Enumerable.Range(0, Industries).Select(one => $"i{one}")], 0, 0, false),
        new("revenue", FeatureType.Number, [], 0, 1e7, true),
        new("months", FeatureType.Number, [], 0, 480, true),
    ];

    public static IEnumerable<TableShape> All(int rows)
    {
        yield return Of("unique", "unique", [.. Grid(rows)]);
        yield return Of("unique, rows shuffled", "unique", Shuffled(Grid(rows)));
        yield return Of("first, falling bounds", "first", [.. Falling(rows)]);
        yield return Of("collect, wide ranges", "collect", [.. Wide(rows)]);
        yield return Of("unique, all bounds differ", "unique", Shuffled(Diagonal(rows)));
    }

    public DecisionTable Read(EvaluationForm form)
    {
        var errors = new DocumentErrors();
        using var document = JsonDocument.Parse(Document);
        return DecisionTable.Read(DocumentObject.Root(document.RootElement, errors), Resolve, form)
            ?? throw new InvalidOperationException(string.Join("; ", errors.All));
    }

    /// <summary>Inputs one behind the other, four for each question.</summary>
    public static double[] Inputs(int questions)
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, questions).SelectMany(_ => (double[])[random.Next(Regions), random.Next(Industries), random.Next(0, 10_000_000), random.Next(0, 480)])];
    }

    private static TableColumn? Resolve(DocumentObject item)
    {
        var name = item.Text("name");
        return Array.Find(Columns, column => column.Name == name);
    }

    private static TableShape Of(string name, string hit, string[] rows)
    {
        var aggregate = hit == "collect" ? ", \"aggregate\": \"sum\"" : "";
        return new TableShape(name, rows.Length, $$"""
            { "id": "t", "hit": "{{hit}}", "complete": false, "inputs": [{{string.Join(",", Columns.Select(column => $"{{\"name\":\"{column.Name}\"}}"))}}],
              "outputs": [{ "name": "most", "type": "number"{{aggregate}} }, { "name": "note", "type": "text" }], "rows": [{{string.Join(",\n", rows)}}] }
            """);
    }

    // Each region and industry cuts revenue and months at places of its own.
    private static IEnumerable<string> Grid(int rows)
    {
        var bands = (int)Math.Ceiling(Math.Sqrt(rows / (double)(Regions * Industries)));
        return Combinations(bands * bands).Take(rows).Select(at =>
        {
            var shift = at.Region * Industries + at.Industry;
            return Row(at, Band(at.Band / bands, bands, 10_000_000, shift * 100), Band(at.Band % bands, bands, 480, shift % 20), at.Band);
        });
    }

    private static IEnumerable<string> Falling(int rows)
    {
        var bands = (rows + Regions * Industries - 1) / (Regions * Industries);
        return Combinations(bands).Take(rows).Select(at =>
            Row(at, $"\">= {(bands - 1 - at.Band) * (10_000_000L / bands) + at.Region}\"", $"\"< {480 - at.Band % 7}\"", at.Band));
    }

    private static IEnumerable<string> Wide(int rows)
    {
        var random = new Random(3);
        return Enumerable.Range(0, rows).Select(row =>
        {
            var from = random.Next(0, 9_000_000);
            return $"[[\"r{row % Regions}\", \"r{row * 7 % Regions}\"], \"not i{row % Industries}\", \"[{from}, {from + random.Next(1, 1_000_000)})\", \">= {random.Next(400)}\", {row}, \"n{row % 9}\"]";
        });
    }

    private static IEnumerable<string> Diagonal(int rows) => Enumerable.Range(0, rows).Select(row =>
        string.Create(CultureInfo.InvariantCulture, $"[\"any\", \"any\", \"[{row * (1e7 / rows):R}, {(row + 1) * (1e7 / rows):R})\", \"[{row * (240.0 / rows):R}, {240 + row * (240.0 / rows):R}]\", {row}, \"n\"]"));

    private static string[] Shuffled(IEnumerable<string> rows)
    {
        var shuffled = rows.ToArray();
        new Random(5).Shuffle(shuffled);
        return shuffled;
    }

    private static IEnumerable<(int Region, int Industry, int Band)> Combinations(int bands) =>
        from region in Enumerable.Range(0, Regions)
        from industry in Enumerable.Range(0, Industries)
        from band in Enumerable.Range(0, bands)
        select (region, industry, band);

    private static string Band(int band, int bands, long most, int shift)
    {
        var width = most / bands;
        var from = band == 0 ? "0" : $"{band * width + shift}";
        return band == bands - 1 ? $"\">= {from}\"" : $"\"[{from}, {(band + 1) * width + shift})\"";
    }

    private static string Row((int Region, int Industry, int Band) at, string revenue, string months, int value) =>
        $"[\"r{at.Region}\", \"i{at.Industry}\", {revenue}, {months}, {value}, \"n{value % 9}\"]";
}
