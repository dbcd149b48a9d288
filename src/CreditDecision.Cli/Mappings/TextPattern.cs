using System.Text;
using CreditDecision.Core.Documents;

namespace CreditDecision.Cli.Mappings;

/// <summary>Text with places to fill in: <c>{run}</c>, <c>{row}</c> and <c>{column:NAME}</c>.</summary>
internal sealed class TextPattern : FieldSource
{
    private readonly List<Func<FileRow, string?>> _parts = [];

    private TextPattern()
    {
    }

    public static TextPattern Read(DocumentObject operation, string key, MappingScope scope)
    {
        string pattern = operation.Text(key);
        var text = new TextPattern();
        for (int at = 0; at < pattern.Length;)
        {
            int open = pattern.IndexOf('{', at);
            int close = open < 0 ? -1 : pattern.IndexOf('}', open);
            if (open >= 0 && close < 0) operation.Fail(key, "has a { without its }");
            int end = close < 0 ? pattern.Length : open;
            if (end > at) text.AddLiteral(pattern[at..end]);
            if (close >= 0) text.AddPlace(pattern[(open + 1)..close], operation, key, scope);
            at = close < 0 ? pattern.Length : close + 1;
        }
        return text;
    }

    public override object? Value(FileRow row)
    {
        var text = new StringBuilder();
        foreach (Func<FileRow, string?> part in _parts)
        {
            if (part(row) is not { } piece) return null;
            text.Append(piece);
        }
        return text.ToString();
    }

    private void AddLiteral(string literal) => _parts.Add(_ => literal);

    private void AddPlace(string name, DocumentObject operation, string key, MappingScope scope)
    {
        const string columnPrefix = "column:";
        if (name == "run") AddLiteral(scope.Run.RunId);
        else if (name == "row") _parts.Add(row => row.Number.ToString());
        else if (name.StartsWith(columnPrefix, StringComparison.Ordinal)) _parts.Add(scope.Cells(operation, key, name[columnPrefix.Length..]).Text);
        else operation.Fail(key, $"has the unknown place {{{name}}}; known are {{run}}, {{row}} and {{column:NAME}}");
    }
}
