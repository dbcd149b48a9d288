using System.Runtime.InteropServices;
using System.Xml;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>XML to elements: without document types and entities, in PMML's own namespace, within bounds.</summary>
internal static class PmmlDocument
{
    /// <summary>Five thousand trees of depth six have 1.3 million elements. An element takes up to 250 bytes, so this is half a gigabyte.</summary>
    internal const int MostElements = 2_097_152;

    /// <summary>A tree of 512 nodes from root to leaf, a few models deep. Readers recurse as deep as this only.</summary>
    internal const int MostDepth = 560;

    private static readonly string[] Namespaces =
        [.. Enumerable.Range(0, 5).Select(minor => $"http://www.dmg.org/PMML-4_{minor}")];

    // Says how a model came about or how good it is, or is by its definition free to be passed over (Extension).
    private static readonly HashSet<string> Documentation =
        ["Header", "MiningBuildTask", "Extension", "ModelStats", "ModelExplanation", "Annotation", "Partition"];

    internal static PmmlElement Read(ReadOnlyMemory<byte> bytes)
    {
        if (!MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> array)) array = bytes.ToArray();
        using var stream = new MemoryStream(array.Array!, array.Offset, array.Count, writable: false);
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true, MaxCharactersInDocument = ArtifactReader.MostBytes,
        };
        using XmlReader reader = XmlReader.Create(stream, settings);
        try
        {
            return ReadAll(reader);
        }
        catch (XmlException mistake)
        {
            throw new ArtifactRefusedException($"line {mistake.LineNumber}", $"is not XML without document types: {mistake.Message}");
        }
    }

    private static PmmlElement ReadAll(XmlReader reader)
    {
        reader.MoveToContent();
        if (reader.LocalName != "PMML" || !Namespaces.Contains(reader.NamespaceURI))
            throw new ArtifactRefusedException(reader.Name, $"is not the PMML element of a namespace from {Namespaces[0]} to {Namespaces[^1]}");
        string own = reader.NamespaceURI;
        PmmlElement root = Open(reader, null, 0);
        PmmlElement? open = reader.IsEmptyElement ? null : root;
        int elements = 1;
        reader.Read();
        while (open is not null && !reader.EOF)
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (Skips(reader, open, own)) continue;
                    if (++elements > MostElements) throw new ArtifactRefusedException(open.Path, $"is beyond {MostElements} elements");
                    PmmlElement element = Open(reader, open, reader.Depth);
                    if (!reader.IsEmptyElement) open = element;
                    reader.Read();
                    break;
                case XmlNodeType.EndElement:
                    open = open.Parent;
                    reader.Read();
                    break;
                default:
                    if (reader.HasValue) open.Append(reader.Value);
                    reader.Read();
                    break;
            }
        while (reader.Read()) { }
        return root;
    }

    // The cells of a table's rows are elements of any name and namespace.
    private static bool Skips(XmlReader reader, PmmlElement open, string own)
    {
        if (open.Name == "row") return false;
        bool skips = reader.NamespaceURI == own && Documentation.Contains(reader.LocalName);
        if (skips) reader.Skip();
        else if (reader.NamespaceURI != own)
            throw new ArtifactRefusedException($"{open.Path}/{reader.Name}", $"is of another namespace, {reader.NamespaceURI}");
        return skips;
    }

    private static PmmlElement Open(XmlReader reader, PmmlElement? parent, int depth)
    {
        string name = parent?.Name == "row" ? reader.Name : reader.LocalName;
        if (depth > MostDepth) throw new ArtifactRefusedException($"line {((IXmlLineInfo)reader).LineNumber}", $"{name} lies deeper than {MostDepth}");
        var element = new PmmlElement(name, parent);
        parent?.Append(element);
        if (reader.AttributeCount > PmmlElement.MostAttributes) throw element.Refusal($"has more than {PmmlElement.MostAttributes} attributes");
        element.Fill(AttributesOf(reader));
        return element;
    }

    // Attributes of other namespaces (declarations, schema locations) are not PMML's.
    private static (string Name, string Value)[] AttributesOf(XmlReader reader)
    {
        if (!reader.HasAttributes) return [];
        var attributes = new List<(string, string)>(reader.AttributeCount);
        while (reader.MoveToNextAttribute())
            if (reader.NamespaceURI.Length == 0) attributes.Add((reader.LocalName, reader.Value));
        reader.MoveToElement();
        return [.. attributes];
    }
}
