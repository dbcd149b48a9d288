using CreditDecision.Service.Hosting;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Strategies.Archive;
using CreditDecision.Service.Strategies.Contents;
using CreditDecision.Service.Strategies.Following;

namespace CreditDecision.Service.Strategies;

public static class StrategySetup
{
    /// <summary>Reads the content folder now, so that a broken document stops the start and not the first application.</summary>
    /// <exception cref="StartRefusedException">A document is missing or broken.</exception>
    /// <param name="part">As what the folder is read: where governance has a say, as a base.</param>
    public static void AddStrategies(this WebApplicationBuilder builder, ContentPart part)
    {
        var options = builder.Configuration.Read<ContentOptions>("Content");
        string directory = Path.GetFullPath(options.Directory);
        var folder = new ContentFolder(directory);
        StrategyBook? book = ContentLoader.Load(folder, out IReadOnlyList<string> problems, part: part);
        if (book is null) throw new StartRefusedException([$"content folder {directory}:", .. problems]);
        builder.Services.AddSingleton(new StrategyShelf(book));
        builder.Services.AddSingleton<ArchiveLog>();
        builder.Services.AddSingleton<IContentSource>(folder);
        builder.Services.AddSingleton<ContentLog>();
        builder.Services.AddSingleton<ContentKeeper>();
        builder.AddServing(options);
        builder.Services.AddSingleton<StrategyEndpoint>();
    }

    // A process that shares its store with nobody decides by its folder; replicas follow the store's log.
    private static void AddServing(this WebApplicationBuilder builder, ContentOptions options)
    {
        if (options.LeaseSeconds is < 2 or > 86_400) throw new StartRefusedException(["setting Content:LeaseSeconds: must be 2 to 86400"]);
        if (options.PollMilliseconds < 50 || options.PollMilliseconds > options.LeaseSeconds * 500)
            throw new StartRefusedException(["setting Content:PollMilliseconds: must be 50 to half of Content:LeaseSeconds"]);
        builder.Services.AddSingleton(options);
        bool shared = builder.Configuration.Read<LedgerOptions>("Store").Kind == StoreKind.PostgreSql;
        TimeSpan lease = shared ? TimeSpan.FromSeconds(options.LeaseSeconds) : Timeout.InfiniteTimeSpan;
        builder.Services.AddSingleton(services => new ContentLease(lease, services.GetRequiredService<TimeProvider>()));
        if (shared) builder.Services.AddSingleton<ContentEvents, PostgresContentEvents>();
        else builder.Services.AddSingleton<ContentEvents, SqliteContentEvents>();
        builder.Services.AddSingleton<IContentEvents>(services => services.GetRequiredService<ContentEvents>());
        if (shared) builder.Services.AddHostedService<ContentFollower>();
    }

    /// <summary>Keeps the content that is about to serve, before anything is decided by it.</summary>
    /// <exception cref="StartRefusedException">The store does not take it; its decisions could not be made again.</exception>
    public static async Task KeepContentAsync(this IServiceProvider services)
    {
        try
        {
            // Made now and not by the first call that asks: it says since when this content decides.
            await services.GetRequiredService<ContentKeeper>().BeginAsync(CancellationToken.None);
            services.GetRequiredService<ContentLease>().Confirm();
        }
        catch (LedgerUnavailableException problem)
        {
            throw new StartRefusedException([$"store: the content cannot be kept: {problem.InnerException?.Message ?? problem.Message}"]);
        }
    }
}
