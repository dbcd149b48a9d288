using CreditDecision.Service.Hosting;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.PersonalData.Erasing;

namespace CreditDecision.Service.PersonalData;

public static class PersonalDataSetup
{
    /// <summary>Loads the keys now; a store without its keys must not start to fill up under new ones.</summary>
    /// <exception cref="StartRefusedException">The keys cannot be used.</exception>
    public static void AddPersonalData(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<PersonalDataOptions>("PersonalData");
        var store = builder.Configuration.Read<LedgerOptions>("Store");
        string[] problems = [.. Problems(options, store.Kind == StoreKind.PostgreSql)];
        if (problems.Length > 0) throw new StartRefusedException(problems);
        builder.Services.AddSingleton(SourceOf(options, store).Load());
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<ErasureDesk>();
        builder.Services.AddSingleton<ErasureLog>();
        builder.Services.AddSingleton<ErasureEndpoint>();
    }

    private static IEnumerable<string> Problems(PersonalDataOptions options, bool shared)
    {
        bool file = options.KeyFile.Length > 0, variable = options.KeyVariable.Length > 0;
        if (shared && !file && !variable)
            yield return "setting PersonalData:KeyFile or PersonalData:KeyVariable: is required where Store:Kind is postgresql: every replica needs the same keys";
        if (file && variable) yield return "settings PersonalData:KeyFile and PersonalData:KeyVariable: are both given, and keys come from one place";
        if (options.RetentionYears is < 1 or > 100) yield return "setting PersonalData:RetentionYears: must be 1 to 100";
        if (variable && options.CreateKeyFile) yield return "setting PersonalData:CreateKeyFile: makes a file, and PersonalData:KeyVariable says that there is none";
    }

    private static IKeySource SourceOf(PersonalDataOptions options, LedgerOptions store)
    {
        if (options.KeyVariable.Length > 0) return new KeyVariable(options.KeyVariable);
        bool isNew = store.Kind != StoreKind.PostgreSql && !File.Exists(store.Path);
        return new KeyFile(options.KeyFile.Length > 0 ? options.KeyFile : store.Path + ".keys.json", options.CreateKeyFile || isNew);
    }
}
