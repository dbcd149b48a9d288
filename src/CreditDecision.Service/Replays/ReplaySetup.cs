using CreditDecision.Service.Hosting;

namespace CreditDecision.Service.Replays;

public static class ReplaySetup
{
    /// <exception cref="StartRefusedException">The configuration cannot be used.</exception>
    public static void AddReplays(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<ReplayOptions>("Replays");
        if (options.Parallelism < 0) throw new StartRefusedException(["setting Replays:Parallelism: must be 1 or more, or 0 for half of the processors"]);
        if (options.ContentsHeld < 1) throw new StartRefusedException(["setting Replays:ContentsHeld: must be 1 or more"]);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<ReplayLog>();
        builder.Services.AddSingleton<ContentBooks>();
        builder.Services.AddSingleton<ReplayDesk>();
        builder.Services.AddSingleton<Simulation>();
        builder.Services.AddSingleton<ReplayEndpoint>();
    }

    public static void MapReplays(this IEndpointRouteBuilder routes) => routes.MapGrpcService<ReplayEndpoint>();
}
