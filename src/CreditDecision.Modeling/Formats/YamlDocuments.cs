using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CreditDecision.Core.Documents;
using YamlDotNet.Core;

namespace CreditDecision.Modeling.Formats;

/// <summary>
/// Reads a document of YAML 1.2 (core schema) or JSON. Only the plain part of YAML is taken: no anchors, aliases or tags, one document,
/// no key twice, so that what a reviewer sees is what the service reads.
/// </summary>
public static class YamlDocuments
{
    /// <summary>Documents are written by people; the largest scorecards stay under a tenth of this.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    /// <summary>No document of ours nests deeper than about ten.</summary>
    public const int MostDepth = 64;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="name">A name ending in <c>.json</c> is held to JSON; everything else is YAML, of which JSON is a part.</param>
    /// <param name="errors">Mistakes, with "line 3, column 5" as their path.</param>
    /// <returns>Null when the bytes are not one sound document; the reasons are in <paramref name="errors"/>.</returns>
    public static LoadedDocument? Read(ReadOnlyMemory<byte> bytes, string name, DocumentErrors errors)
    {
        if (bytes.Length > MostBytes)
        {
            errors.Add("", $"must be at most {MostBytes} bytes, has {bytes.Length}");
            return null;
        }
        JsonElement? element = name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? ReadJson(bytes, errors) : ReadYaml(bytes, errors);
        return element is { } root ? new LoadedDocument(name, root, Convert.ToHexStringLower(SHA256.HashData(bytes.Span))) : null;
    }

    internal static string Place(long line, long column) => $"line {line}, column {column}";

    private static JsonElement? ReadJson(ReadOnlyMemory<byte> bytes, DocumentErrors errors)
    {
        try
        {
            ReadOnlyMemory<byte> content = bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
            using JsonDocument document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = MostDepth, AllowDuplicateProperties = false });
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            // A key that is written twice is found after parsing and has no line.
            string place = e.LineNumber is { } line ? Place(line + 1, (e.BytePositionInLine ?? 0) + 1) : "";
            errors.Add(place, $"is not JSON: {e.Message}");
            return null;
        }
    }

    private static JsonElement? ReadYaml(ReadOnlyMemory<byte> bytes, DocumentErrors errors)
    {
        if (Decode(bytes.Span, errors) is not { } text) return null;
        var json = new ArrayBufferWriter<byte>(text.Length + 256);
        using (var writer = new Utf8JsonWriter(json))
            if (!new YamlToJson(new Parser(new StringReader(text)), writer, errors).Convert()) return null;
        using JsonDocument document = JsonDocument.Parse(json.WrittenMemory, new JsonDocumentOptions { MaxDepth = MostDepth + 1 });
        return document.RootElement.Clone();
    }

    private static string? Decode(ReadOnlySpan<byte> bytes, DocumentErrors errors)
    {
        try
        {
            string text = StrictUtf8.GetString(bytes);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException e)
        {
            errors.Add("", $"is not UTF-8: the byte at position {e.Index} belongs to no character");
            return null;
        }
    }
}
