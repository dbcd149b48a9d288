namespace CreditDecision.Service.Health;

/// <summary>Registers and maps the health service.</summary>
public static class HealthSetup
{
    /// <summary>Adds <see cref="HealthStatuses"/>, with which other code says how it is. The server as a whole is SERVING from the start.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services) => services
        .AddSingleton<HealthStatuses>()
        .AddSingleton<HealthService>();

    /// <summary>Maps grpc.health.v1.Health. When the host stops, every service is NOT_SERVING first, so that no balancer sends more.</summary>
    public static IEndpointConventionBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        var statuses = routes.ServiceProvider.GetRequiredService<HealthStatuses>();
        routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(statuses.ShutDown);
        return routes.MapGrpcService<HealthService>();
    }
}
