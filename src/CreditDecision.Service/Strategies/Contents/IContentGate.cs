namespace CreditDecision.Service.Strategies.Contents;

/// <summary>Who says what of a content may decide.</summary>
public interface IContentGate
{
    /// <summary>As what the folder is read: where it decides as it is, as what decides.</summary>
    ContentPart Part { get; }

    /// <summary>Makes of what people wrote what may decide; asked only where the folder is a base.</summary>
    /// <returns>Null with at least one problem.</returns>
    /// <exception cref="Ledger.LedgerUnavailableException">What may decide cannot be read.</exception>
    ValueTask<(IContentSource? Source, IReadOnlyList<string> Problems)> MakeAsync(StrategyBook folder, CancellationToken cancellation);
}

/// <summary>The folder decides as it is.</summary>
internal sealed class OpenGate : IContentGate
{
    public ContentPart Part => ContentPart.Deciding;

    public ValueTask<(IContentSource? Source, IReadOnlyList<string> Problems)> MakeAsync(StrategyBook folder, CancellationToken cancellation) =>
        throw new InvalidOperationException("The folder decides as it is.");
}

/// <summary>What could be put to use.</summary>
/// <param name="Book">Null, as is the wish, with at least one problem.</param>
/// <param name="Folder">What it was made from.</param>
internal sealed record PreparedContent(StrategyBook? Book, StrategyBook Folder, Following.ContentWish? Wish, IReadOnlyList<string> Problems);
