using System.Text;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Formats.Lightgbm;

/// <summary>The lines <c>key=value</c> of one block, which a blank line ends. Each key is known and stands at most once.</summary>
internal sealed class LightgbmFields
{
    private readonly Dictionary<string, LightgbmField> _fields = [];
    private readonly string _block;
    private readonly int _line;

    private LightgbmFields(string block, int line) => (_block, _line) = (block, line);

    /// <param name="block">For messages: "the header", "the tree".</param>
    /// <param name="known">Keys that are read, and those that say nothing about scoring.</param>
    /// <exception cref="ArtifactRefusedException">A key is unknown or stands twice, or the file ends inside the block.</exception>
    internal static LightgbmFields Read(LightgbmLines lines, string block, IReadOnlySet<string> known)
    {
        var fields = new LightgbmFields(block, lines.Number);
        for (; !lines.IsBlank; lines.MoveNext())
        {
            if (lines.AtEnd) throw lines.Refusal($"the file ends inside {block}");
            fields.Add(lines.Field(), known);
        }
        return fields;
    }

    internal bool Has(string key) => _fields.ContainsKey(key);

    internal LightgbmField? Find(string key) => _fields.TryGetValue(key, out LightgbmField field) ? field : null;

    internal LightgbmField Require(string key) =>
        Find(key) ?? throw new ArtifactRefusedException($"line {_line}", $"{_block} lacks {key}");

    private void Add(LightgbmField field, IReadOnlySet<string> known)
    {
        // An unknown key may be of any length and of any bytes; it is quoted, never decoded.
        string key = Encoding.Latin1.GetString(field.KeyBytes.Span[..Math.Min(field.KeyBytes.Length, 64)]);
        if (!known.Contains(key)) throw new ArtifactRefusedException($"line {field.Line}", $"{_block} holds {LightgbmLines.Quote(field.KeyBytes.Span)}, which is unknown");
        if (!_fields.TryAdd(key, field)) throw field.Refusal("stands twice");
    }
}
