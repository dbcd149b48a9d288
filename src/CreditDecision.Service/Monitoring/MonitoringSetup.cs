using CreditDecision.Service.Hosting;
using CreditDecision.Service.Monitoring.Loans;

namespace CreditDecision.Service.Monitoring;

public static class MonitoringSetup
{
    /// <exception cref="StartRefusedException">The configuration cannot be used.</exception>
    public static void AddMonitoring(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(builder.Configuration.Read<MonitoringOptions>("Monitoring"));
        builder.Services.AddSingleton<MonitoringLog>();
        builder.Services.AddSingleton<MonitoringPolicies>();
        builder.Services.AddSingleton<KnownStrategies>();
        builder.Services.AddSingleton<MonitoringJobReader>();
        builder.Services.AddSingleton<DefaultRateCount>();
        builder.Services.AddSingleton<MonitoringDesk>();
        // One instance serves every call: it knows whether a run is under way.
        builder.Services.AddSingleton<MonitoringEndpoint>();
    }
}
