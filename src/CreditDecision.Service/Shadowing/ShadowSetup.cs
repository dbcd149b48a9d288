using CreditDecision.Service.Hosting;
using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.Shadowing;

public static class ShadowSetup
{
    /// <exception cref="StartRefusedException">The configuration cannot be used.</exception>
    public static void AddShadows(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<ShadowOptions>("Shadows");
        if (options.QueueLength < 1) throw new StartRefusedException(["setting Shadows:QueueLength: must be 1 or more"]);
        if (options.MostPerSecond < 1) throw new StartRefusedException(["setting Shadows:MostPerSecond: must be 1 or more"]);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<ShadowLog>();
        builder.Services.AddSingleton<ShadowIntake>();
        builder.Services.AddSingleton<ShadowWorker>();
        builder.Services.AddSingleton(services => new ShadowQueries(
            services.GetRequiredService<IDecisionLedger>(), services.GetRequiredService<IShadowStore>(),
            services.GetRequiredService<ShadowIntake>(), services.GetRequiredService<ShadowWorker>()));
        builder.Services.AddHostedService(services => services.GetRequiredService<ShadowWorker>());
    }
}
