using CreditDecision.Service.Hosting;

namespace CreditDecision.Service.Ledger.Packing;

public static class PackingSetup
{
    private const int FewestSamples = 50, MostSamples = 10_000;

    /// <exception cref="StartRefusedException">The configuration cannot be used.</exception>
    internal static void AddPacking(this WebApplicationBuilder builder, PackingOptions options)
    {
        if (options.Samples is < FewestSamples or > MostSamples)
            throw new StartRefusedException([$"setting Store:Packing:Samples: must be {FewestSamples} to {MostSamples:N0}"]);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<PackingLog>();
        builder.Services.AddSingleton<Packings>();
        builder.Services.AddSingleton<IDecisionLedger>(
            services => new PackedLedger(services.GetRequiredService<ILedgerStore>(), services.GetRequiredService<Packings>().Replies));
    }
}
