using CreditDecision.Service.Governance.Testing;
using CreditDecision.Service.Hosting;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Strategies.Contents;

namespace CreditDecision.Service.Governance;

public static class GovernanceSetup
{
    /// <returns>As what the content folder is read.</returns>
    /// <exception cref="StartRefusedException">The configuration cannot be used.</exception>
    public static ContentPart AddGovernance(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<GovernanceOptions>("Governance");
        if (options.Mode is not (GovernanceMode.Enforced or GovernanceMode.Open)) throw new StartRefusedException(["setting Governance:Mode: must be enforced or open"]);
        if (options.WatchDays is < 1 or > 3_660) throw new StartRefusedException(["setting Governance:WatchDays: must be 1 to 3660"]);
        bool isEnforced = options.Mode == GovernanceMode.Enforced;
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<GovernanceLog>();
        builder.Services.AddSingleton<GovernanceStore>();
        builder.Services.AddSingleton<GovernanceBook>();
        builder.Services.AddSingleton<GovernanceDesk>();
        builder.Services.AddSingleton<GovernanceQueries>();
        builder.Services.AddSingleton<Genesis>();
        builder.Services.AddSingleton<TestDesk>();
        builder.Services.AddSingleton<GovernanceEndpoint>();
        if (isEnforced) builder.Services.AddSingleton<IContentGate, GovernedGate>();
        else builder.Services.AddSingleton<IContentGate, OpenGate>();
        return isEnforced ? ContentPart.Base : ContentPart.Deciding;
    }

    /// <summary>Reads the log before anything is decided; a store without one begins with what came with the content.</summary>
    /// <exception cref="StartRefusedException">The log is not as it was written.</exception>
    public static async Task BeginGovernanceAsync(this IServiceProvider services)
    {
        var options = services.GetRequiredService<GovernanceOptions>();
        var log = services.GetRequiredService<GovernanceLog>();
        if (options.Mode == GovernanceMode.Open)
        {
            log.Open();
            return;
        }
        try
        {
            string folder = services.GetRequiredService<ContentOptions>().Directory;
            await services.GetRequiredService<Genesis>().BeginAsync(Path.GetFullPath(options.Genesis, Path.GetFullPath(folder)), CancellationToken.None);
        }
        catch (LedgerUnavailableException problem)
        {
            throw new StartRefusedException([$"store: governance cannot be read: {problem.InnerException?.Message ?? problem.Message}"]);
        }
        if (!services.GetRequiredService<GovernanceBook>().Now.Portfolio.Things.Values.Any(thing => thing.Serves)) log.NothingInForce();
    }
}
