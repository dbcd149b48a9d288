namespace CreditDecision.Service.Backtests;

public static class BacktestSetup
{
    public static void AddBacktests(this WebApplicationBuilder builder)
    {
        // One instance serves every call: it knows whether a back-test is running.
        builder.Services.AddSingleton<BacktestEndpoint>();
    }
}
