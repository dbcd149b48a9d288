using System.Text.Json;
using CreditDecision.Core.Documents;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CreditDecision.Modeling.Formats;

/// <summary>Writes the events of one YAML document as JSON. Stops at the first mistake: what follows it would be guesswork.</summary>
internal sealed class YamlToJson(IParser parser, Utf8JsonWriter writer, DocumentErrors errors)
{
    // One entry per open mapping or sequence; a sequence has no keys to keep.
    private readonly Stack<HashSet<string>?> _open = new();
    private bool _keyIsNext;

    /// <returns>False when a mistake was added to the errors.</returns>
    internal bool Convert()
    {
        int documents = 0;
        while (true)
        {
            if (!Step(out ParsingEvent? next)) return false;
            if (next is not { } now) break;
            if (now is DocumentStart && ++documents > 1) return Refuse(now, "a second document begins here; one file holds one document");
            if (!Take(now)) return false;
        }
        writer.Flush();
        if (documents > 0) return true;
        errors.Add("", "is empty");
        return false;
    }

    /// <summary>The next event, or null at the end; false at a mistake.</summary>
    private bool Step(out ParsingEvent? next)
    {
        Mark reached = parser.Current?.End ?? Mark.Empty;
        next = null;
        try
        {
            if (parser.MoveNext()) next = parser.Current;
            return true;
        }
        catch (YamlException e)
        {
            errors.Add(YamlDocuments.Place(e.Start.Line, e.Start.Column), $"is not YAML: {e.Message}");
        }
        // YamlDotNet 16.3.0 lets these out at some broken texts: a malformed tag, a word in brackets that runs on over a line.
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException)
        {
            errors.Add(YamlDocuments.Place(reached.Line, reached.Column), "is not YAML: what follows here cannot be read");
        }
        return false;
    }

    private bool Take(ParsingEvent now)
    {
        if (now is AnchorAlias) return Refuse(now, "aliases (*name) are not taken; write the value out");
        if (now is NodeEvent node && !node.Anchor.IsEmpty) return Refuse(now, "anchors (&name) are not taken");
        if (now is NodeEvent { Tag: { IsEmpty: false } tag } && !tag.IsNonSpecific) return Refuse(now, $"tags ({tag.Value}) are not taken");
        return now switch
        {
            Scalar scalar when _keyIsNext => TakeKey(scalar),
            Scalar scalar => TakeValue(scalar),
            MappingStart or SequenceStart => Open(now),
            MappingEnd or SequenceEnd => Close(now),
            _ => true,
        };
    }

    private bool TakeKey(Scalar scalar)
    {
        if (scalar.Value.Length == 0) return Refuse(scalar, "a key must not be empty");
        if (!_open.Peek()!.Add(scalar.Value)) return Refuse(scalar, $"the key \"{scalar.Value}\" is written twice");
        writer.WritePropertyName(scalar.Value);
        _keyIsNext = false;
        return true;
    }

    private bool TakeValue(Scalar scalar)
    {
        if (scalar.Style != ScalarStyle.Plain) writer.WriteStringValue(scalar.Value);
        else if (YamlScalar.Problem(scalar.Value) is { } problem) return Refuse(scalar, problem);
        else YamlScalar.Write(writer, scalar.Value);
        _keyIsNext = InMapping;
        return true;
    }

    private bool Open(ParsingEvent now)
    {
        if (_keyIsNext) return Refuse(now, "a key must be a single word or text");
        if (_open.Count == YamlDocuments.MostDepth) return Refuse(now, $"is nested deeper than {YamlDocuments.MostDepth}");
        bool isMapping = now is MappingStart;
        if (isMapping) writer.WriteStartObject();
        else writer.WriteStartArray();
        _open.Push(isMapping ? new HashSet<string>(StringComparer.Ordinal) : null);
        _keyIsNext = isMapping;
        return true;
    }

    private bool Close(ParsingEvent now)
    {
        if (now is MappingEnd) writer.WriteEndObject();
        else writer.WriteEndArray();
        _open.Pop();
        _keyIsNext = InMapping;
        return true;
    }

    private bool InMapping => _open.Count > 0 && _open.Peek() is not null;

    private bool Refuse(ParsingEvent at, string message)
    {
        errors.Add(YamlDocuments.Place(at.Start.Line, at.Start.Column), message);
        return false;
    }
}
