using CreditDecision.Service.Hosting;

namespace CreditDecision.Service.Ledger;

public static class LedgerSetup
{
    /// <exception cref="StartRefusedException">The configuration cannot be used.</exception>
    public static void AddLedger(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<LedgerOptions>("Store");
        if (options.Path.Length == 0) throw new StartRefusedException(["setting Store:Path: must not be empty"]);
        if (options.QueueLength < 1) throw new StartRefusedException(["setting Store:QueueLength: must be 1 or more"]);
        if (options.BatchLength < 1) throw new StartRefusedException(["setting Store:BatchLength: must be 1 or more"]);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<LedgerLog>();
        builder.Services.AddSingleton(_ => SqliteFile.Open(options.Path));
        builder.Services.AddSingleton<SqliteLedger>();
        builder.Services.AddSingleton<IDecisionLedger>(services => services.GetRequiredService<SqliteLedger>());
        builder.Services.AddSingleton<IShadowStore>(services => services.GetRequiredService<SqliteLedger>());
    }
}
