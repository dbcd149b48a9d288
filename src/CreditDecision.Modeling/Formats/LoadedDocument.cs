using System.Text.Json;

namespace CreditDecision.Modeling.Formats;

/// <summary>A document as it was written, ready for <see cref="Core.Documents.DocumentObject"/>.</summary>
/// <param name="Name">What the caller called it, usually a file name.</param>
/// <param name="Sha256">Of the bytes as they were, lower-case hexadecimal.</param>
public sealed record LoadedDocument(string Name, JsonElement Element, string Sha256);
