using CreditDecision.Service.Hosting;

namespace CreditDecision.Service.Health;

/// <summary>Registers and maps the health service.</summary>
public static class HealthSetup
{
    // Calls under way and what is queued get so long after the drain; the host's own figure.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    /// <summary>Adds <see cref="HealthStatuses"/>, with which other code says how it is. The server as a whole is SERVING from the start.</summary>
    /// <exception cref="StartRefusedException">The configuration cannot be used.</exception>
    public static void AddHealth(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<HealthOptions>("Health");
        var problems = new List<string>();
        if (options.CheckMilliseconds is < 100 or > 60_000) problems.Add("setting Health:CheckMilliseconds: must be 100 to 60000");
        if (options.DrainSeconds is < 0 or > 600) problems.Add("setting Health:DrainSeconds: must be 0 to 600");
        if (problems.Count > 0) throw new StartRefusedException(problems);
        builder.Services.AddSingleton(options);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.DrainSeconds) + StopLimit);
        builder.Services.AddSingleton<HealthStatuses>();
        builder.Services.AddSingleton<HealthService>();
        builder.Services.AddSingleton<HealthLog>();
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddHostedService<ReadinessWorker>();
        builder.Services.AddHostedService<Draining>();
    }

    /// <summary>Maps grpc.health.v1.Health. When the host stops, every service is NOT_SERVING first, so that no balancer sends more.</summary>
    public static IEndpointConventionBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        var statuses = routes.ServiceProvider.GetRequiredService<HealthStatuses>();
        routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(statuses.ShutDown);
        return routes.MapGrpcService<HealthService>();
    }
}
