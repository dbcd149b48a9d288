using CreditDecision.Service.Strategies;
using CreditDecision.Service.Strategies.Archive;
using CreditDecision.V1;
using EvaluationForm = CreditDecision.Core.Expressions.EvaluationForm;

namespace CreditDecision.Service.Replays;

/// <summary>
/// Compiled contents of the archive. The files are read and checked against their hashes at each call, so that a change to the archive is
/// seen at once; what is costly, compiling them, is done once for as long as the content is held.
/// </summary>
internal sealed class ContentBooks(IContentArchive archive, ReplayOptions options)
{
    private const int Sha256Letters = 64;

    // A refused content may have thousands of mistakes; its first ones tell what kind they are.
    private const int ProblemsTold = 5;

    private readonly Lock _gate = new();

    // The one used last stands last. A handful of entries: a list is the simplest thing that is bounded.
    private readonly List<(string Sha256, EvaluationForm Form, Lazy<FoundContent> Content)> _held = [];

    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read.</exception>
    public async Task<FoundContent> FindAsync(string sha256, EvaluationForm form, CancellationToken cancellation)
    {
        if (sha256.Length != Sha256Letters || !sha256.All(char.IsAsciiHexDigitLower))
            return FoundContent.Not(ReplayObstacle.RecordDamaged, $"names content \"{sha256}\", which is no hash");
        try
        {
            return await archive.FindAsync(sha256, cancellation) is { } source
                ? Held(sha256, form, source).Value
                : FoundContent.Not(ReplayObstacle.ContentNotKept, $"content {sha256} is not in the archive");
        }
        catch (ContentDamagedException damaged)
        {
            return FoundContent.Not(ReplayObstacle.ContentDamaged, damaged.Message);
        }
    }

    private Lazy<FoundContent> Held(string sha256, EvaluationForm form, IContentSource source)
    {
        lock (_gate)
        {
            int at = _held.FindIndex(held => held.Sha256 == sha256 && held.Form == form);
            (string, EvaluationForm, Lazy<FoundContent> Content) entry =
                at >= 0 ? _held[at] : (sha256, form, new Lazy<FoundContent>(() => Load(sha256, form, source)));
            if (at >= 0) _held.RemoveAt(at);
            else if (_held.Count >= options.ContentsHeld) _held.RemoveAt(0);
            _held.Add(entry);
            return entry.Content;
        }
    }

    private static FoundContent Load(string sha256, EvaluationForm form, IContentSource source)
    {
        StrategyBook? book = ContentLoader.Load(source, out IReadOnlyList<string> problems, form);
        if (book is null)
        {
            IEnumerable<string> told = problems.Take(ProblemsTold);
            if (problems.Count > ProblemsTold) told = told.Append($"and {problems.Count - ProblemsTold} more");
            return FoundContent.Not(ReplayObstacle.ContentRefused, $"content {sha256} is not accepted: {string.Join("; ", told)}");
        }
        // A version that reads less than the one that decided would name another content in its decisions.
        return book.Content.Sha256 == sha256
            ? FoundContent.Of(book)
            : FoundContent.Not(ReplayObstacle.ContentRefused, $"this version of the service reads other files of content {sha256} than were kept");
    }
}
