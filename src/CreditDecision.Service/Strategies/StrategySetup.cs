using CreditDecision.Service.Hosting;

namespace CreditDecision.Service.Strategies;

public static class StrategySetup
{
    /// <summary>Reads the content folder now, so that a broken document stops the start and not the first application.</summary>
    /// <exception cref="StartRefusedException">A document is missing or broken.</exception>
    public static void AddStrategies(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<ContentOptions>("Content");
        string directory = Path.GetFullPath(options.Directory);
        StrategyBook? book = ContentLoader.Load(new ContentFolder(directory), out IReadOnlyList<string> problems);
        if (book is null) throw new StartRefusedException([$"content folder {directory}:", .. problems]);
        builder.Services.AddSingleton(new StrategyShelf(book));
    }
}
