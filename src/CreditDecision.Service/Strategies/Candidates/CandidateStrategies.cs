using CreditDecision.Core.Applications;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Strategies;
using CreditDecision.Modeling.Formats;
using CreditDecision.V1;

namespace CreditDecision.Service.Strategies.Candidates;

/// <summary>Finds or reads the strategy that somebody asks about; it is never put to use by that.</summary>
internal static class CandidateStrategies
{
    /// <summary>Bytes of a request that may send a document, which is as large as one in a file may be; the rest is for the application or the options.</summary>
    public const int LargestRequest = YamlDocuments.MostBytes + (1024 * 1024);

    private const string DocumentField = "document";

    /// <param name="field">Where the choice stands in the request, for messages.</param>
    /// <returns>Null with at least one error.</returns>
    public static StrategySnapshot? Find(StrategyBook book, StrategyChoice? choice, string field, ICollection<FieldError> errors)
    {
        bool named = choice is { Id.Length: > 0, Version.Length: > 0 };
        bool sent = choice is { Document.Length: > 0 };
        if (choice is null || named == sent || (sent && choice.Id.Length + choice.Version.Length > 0))
        {
            errors.Add(new FieldError(field, "give either id and version of a loaded strategy, or a document"));
            return null;
        }
        if (sent) return Read(book, choice.Document.Memory, $"{field}.{DocumentField}", errors);
        StrategySnapshot? loaded = book.Strategies.FirstOrDefault(strategy => strategy.Id == choice.Id && strategy.Version == choice.Version);
        if (loaded is null)
            errors.Add(new FieldError($"{field}.id", $"no strategy \"{choice.Id}\" of version \"{choice.Version}\" is loaded; loaded are {Describe(book)}"));
        return loaded;
    }

    private static StrategySnapshot? Read(StrategyBook book, ReadOnlyMemory<byte> bytes, string field, ICollection<FieldError> errors)
    {
        var found = new DocumentErrors();
        StrategySnapshot? read = YamlDocuments.Read(bytes, DocumentField, found) is { } document
            ? StrategyReader.Read(DocumentObject.Root(document.Element, found), document.Sha256, book.Context)
            : null;
        foreach (DocumentError error in found.All) errors.Add(new FieldError($"{field}: {error.Path}", error.Message));
        return found.Any ? null : read;
    }

    private static string Describe(StrategyBook book) =>
        string.Join(", ", book.Strategies.Select(strategy => $"\"{strategy.Id}\" {strategy.Version}").Order(StringComparer.Ordinal));
}
