namespace CreditDecision.Core.Documents;

/// <summary>One mistake in a document that somebody wrote.</summary>
/// <param name="Path">Where: <c>stages.risk.cut_offs[2].below</c>; empty for the document as a whole.</param>
/// <param name="Message">What is wrong and what was expected, as a sentence fragment for a risk analyst.</param>
public readonly record struct DocumentError(string Path, string Message)
{
    public override string ToString() => Path.Length == 0 ? Message : $"{Path}: {Message}";
}
