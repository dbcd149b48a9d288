namespace CreditDecision.Core.Documents;

/// <summary>
/// Gathers every mistake of one document, so that its author mends them in one go instead of one per attempt.
/// </summary>
public sealed class DocumentErrors
{
    // A document that is wrong in more places than this is the wrong file; the rest would only hide that.
    public const int Most = 100;

    private readonly List<DocumentError> _errors = [];

    public IReadOnlyList<DocumentError> All => _errors;

    public bool Any => _errors.Count > 0;

    public void Add(string path, string message)
    {
        if (_errors.Count < Most) _errors.Add(new DocumentError(path, message));
    }
}
