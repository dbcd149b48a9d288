using CreditDecision.Service.Hosting;
using CreditDecision.Service.Monitoring.Loans;
using CreditDecision.Service.Monitoring.Scheduling;

namespace CreditDecision.Service.Monitoring;

public static class MonitoringSetup
{
    /// <exception cref="StartRefusedException">The configuration cannot be used.</exception>
    public static void AddMonitoring(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<MonitoringOptions>("Monitoring");
        string[] problems = [.. MonitoringOptions.Problems(options)];
        if (problems.Length > 0) throw new StartRefusedException(problems);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<MonitoringLog>();
        builder.Services.AddSingleton<MonitoringPolicies>();
        builder.Services.AddSingleton<KnownStrategies>();
        builder.Services.AddSingleton<MonitoringJobReader>();
        builder.Services.AddSingleton<DefaultRateCount>();
        builder.Services.AddSingleton<OverrideCount>();
        builder.Services.AddSingleton<MonitoringDesk>();
        builder.Services.AddSingleton<MonitoringFindings>();
        builder.Services.AddSingleton<WatchedThing>();
        // One instance serves every call: it knows whether a run is under way.
        builder.Services.AddSingleton<MonitoringRuns>();
        builder.Services.AddSingleton<MonitoringEndpoint>();
        builder.Services.AddSingleton<ScheduleStore>();
        builder.Services.AddHostedService<MonitoringSchedule>();
    }
}
