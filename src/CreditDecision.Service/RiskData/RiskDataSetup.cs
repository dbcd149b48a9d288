using CreditDecision.Service.Performance;

namespace CreditDecision.Service.RiskData;

public static class RiskDataSetup
{
    public static void AddRiskData(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FeatureReads>();
        builder.Services.AddSingleton<RiskDataLookup>();
        builder.Services.AddSingleton<RiskDataIntake>();
        builder.Services.AddSingleton<PerformanceDesk>();
        builder.Services.AddSingleton<RiskDataEndpoint>();
    }
}
