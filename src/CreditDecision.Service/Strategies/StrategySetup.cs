using CreditDecision.Service.Hosting;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Strategies.Archive;
using CreditDecision.Service.Strategies.Contents;

namespace CreditDecision.Service.Strategies;

public static class StrategySetup
{
    /// <summary>Reads the content folder now, so that a broken document stops the start and not the first application.</summary>
    /// <exception cref="StartRefusedException">A document is missing or broken.</exception>
    public static void AddStrategies(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<ContentOptions>("Content");
        string directory = Path.GetFullPath(options.Directory);
        var folder = new ContentFolder(directory);
        StrategyBook? book = ContentLoader.Load(folder, out IReadOnlyList<string> problems);
        if (book is null) throw new StartRefusedException([$"content folder {directory}:", .. problems]);
        builder.Services.AddSingleton(new StrategyShelf(book));
        builder.Services.AddSingleton<ArchiveLog>();
        builder.Services.AddSingleton<IContentSource>(folder);
        builder.Services.AddSingleton<ContentLog>();
        builder.Services.AddSingleton<ContentKeeper>();
        builder.Services.AddSingleton<StrategyEndpoint>();
    }

    /// <summary>Keeps the content that is about to serve, before anything is decided by it.</summary>
    /// <exception cref="StartRefusedException">The store does not take it; its decisions could not be made again.</exception>
    public static async Task KeepContentAsync(this IServiceProvider services)
    {
        try
        {
            ContentManifest content = services.GetRequiredService<StrategyShelf>().Current.Content;
            await services.GetRequiredService<IContentArchive>().KeepAsync(content, CancellationToken.None);
            // Made now and not by the first call that asks: it says since when this content decides.
            services.GetRequiredService<ContentKeeper>();
        }
        catch (LedgerUnavailableException problem)
        {
            throw new StartRefusedException([$"store: the content cannot be kept: {problem.InnerException?.Message ?? problem.Message}"]);
        }
    }
}
