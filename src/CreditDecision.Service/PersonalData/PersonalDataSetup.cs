using CreditDecision.Service.Hosting;
using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.PersonalData;

public static class PersonalDataSetup
{
    /// <summary>Loads the keys now; a store without its keys must not start to fill up under new ones.</summary>
    /// <exception cref="StartRefusedException">The key file cannot be used.</exception>
    public static void AddPersonalData(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<PersonalDataOptions>("PersonalData");
        var store = builder.Configuration.Read<LedgerOptions>("Store");
        bool shared = store.Kind == StoreKind.PostgreSql;
        if (shared && options.KeyFile.Length == 0)
            throw new StartRefusedException(["setting PersonalData:KeyFile: is required where Store:Kind is postgresql: every replica needs the same keys"]);
        string keyFile = options.KeyFile.Length > 0 ? options.KeyFile : store.Path + ".keys.json";
        builder.Services.AddSingleton(KeyFile.Load(keyFile, mayCreate: options.CreateKeyFile || (!shared && !File.Exists(store.Path))));
    }
}
