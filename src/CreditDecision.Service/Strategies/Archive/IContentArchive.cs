namespace CreditDecision.Service.Strategies.Archive;

/// <summary>
/// Keeps every content that served, by its hash, so that a decision can be made again by exactly the files that made it. Nothing is ever
/// taken out of it.
/// </summary>
public interface IContentArchive
{
    /// <summary>Returns after the content is durable, whole. Keeping what is kept already does nothing.</summary>
    /// <exception cref="Ledger.LedgerUnavailableException">The store did not take it; a content that is not whole is not there at all.</exception>
    ValueTask KeepAsync(ContentManifest content, CancellationToken cancellation);

    /// <param name="sha256">As in <see cref="ContentManifest.Sha256"/>.</param>
    /// <returns>Null when no such content was kept.</returns>
    /// <exception cref="ContentDamagedException">What was kept is not what it was; it must not be used.</exception>
    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read.</exception>
    ValueTask<IContentSource?> FindAsync(string sha256, CancellationToken cancellation);

    /// <returns>The hashes of all that was kept, oldest first.</returns>
    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read.</exception>
    ValueTask<IReadOnlyList<string>> KeptAsync(CancellationToken cancellation);
}
