using CreditDecision.Service.Hosting;

namespace CreditDecision.Service.Audit;

public static class AuditSetup
{
    /// <exception cref="StartRefusedException">The configuration cannot be used.</exception>
    public static void AddAudit(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<AuditOptions>("Audit");
        if (options.AnchorEverySeconds is < 1 or > 86_400) throw new StartRefusedException(["setting Audit:AnchorEverySeconds: must be 1 to 86400"]);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<AuditLog>();
        builder.Services.AddSingleton<AuditEndpoint>();
        builder.Services.AddSingleton<AnchorWorker>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AnchorWorker>());
    }

    public static void MapAudit(this IEndpointRouteBuilder routes) => routes.MapGrpcService<AuditEndpoint>();
}
