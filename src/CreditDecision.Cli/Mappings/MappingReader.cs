using System.Collections.Frozen;
using System.Text.Json;
using CreditDecision.Core.Documents;
using CreditDecision.V1;
using Google.Protobuf.Reflection;

namespace CreditDecision.Cli.Mappings;

/// <summary>
/// Reads a mapping document against the header of the file that it is for, so that unknown keys, wrong types and unknown columns
/// are all told at once.
/// </summary>
internal static class MappingReader
{
    /// <summary>No list of the API takes more.</summary>
    public const int MostItems = 512;

    private const int Version = 1;

    /// <param name="labelColumn">Takes the place of the mapping's own label column; null leaves it.</param>
    /// <returns>Null when there are mistakes.</returns>
    public static Mapping? Read(JsonElement root, IReadOnlyList<string> header, RunContext run, string? labelColumn, DocumentErrors errors)
    {
        DocumentObject document = DocumentObject.Root(root, errors);
        document.Whole("version", Version, Version);
        document.Text("about", 2_000, "");
        FrozenSet<string> missing = document.Texts("missing_values", MappingScope.MostColumns, optional: true).Append("").ToFrozenSet(StringComparer.Ordinal);
        var scope = new MappingScope(header, run, missing);
        var operations = new OperationReader(scope);
        MessageTemplate application = Application(document, operations, scope);
        IReadOnlyList<FeatureTemplate> features = Features(document, operations);
        Label? label = ReadLabel(document, scope, labelColumn);
        document.Close();
        return errors.Any ? null : new Mapping(application, features, label);
    }

    private static MessageTemplate Application(DocumentObject document, OperationReader operations, MappingScope scope)
    {
        MessageTemplate template = MessageTemplate.Read(document.Child("application"), DecideRequest.Descriptor, operations, Special);
        return template;

        FieldSource? Special(DocumentObject parent, FieldDescriptor field)
        {
            if (field.FieldNumber == DecideRequest.FeaturesFieldNumber && field.ContainingType == DecideRequest.Descriptor)
                parent.Fail(field.Name, "belongs at the top of the mapping, beside application");
            bool isBorrower = field.FieldType == FieldType.Message && field.MessageType == Borrower.Descriptor;
            return isBorrower && parent.Child(field.Name) is var borrower && borrower.Has("person") ? Person(borrower, scope) : null;
        }
    }

    private static PersonField Person(DocumentObject borrower, MappingScope scope)
    {
        PersonField person = PersonField.Read(borrower.Child("person"), scope);
        borrower.Close();
        return person;
    }

    private static List<FeatureTemplate> Features(DocumentObject document, OperationReader operations)
    {
        DateTimeOffset observedAt = operations.Moment(document, "observed_at");
        if (document.OptionalChild("features") is not { } features) return [];
        IReadOnlyList<(string Name, DocumentObject Value)> entries = features.Entries();
        if (entries.Count > MostItems) features.Errors.Add(features.Path, $"has {entries.Count} features, an application takes at most {MostItems}");
        List<FeatureTemplate> read = [.. entries.Select(entry => FeatureTemplate.Read(entry.Name, entry.Value, operations, observedAt))];
        features.Close();
        return read;
    }

    private static Label? ReadLabel(DocumentObject document, MappingScope scope, string? labelColumn)
    {
        DocumentObject? label = document.OptionalChild("label");
        string bad = label?.Text("bad", 64) ?? "1";
        string? column = label?.Text("column") ?? labelColumn;
        if (column is null) return null;
        // --label is held to the header under its own name, since no line of the mapping is to blame.
        Label read = labelColumn is null
            ? new Label(scope.Cells(label!, "column"), bad)
            : new Label(scope.Cells(label ?? document, "--label", labelColumn), bad);
        label?.Close();
        return read;
    }
}
