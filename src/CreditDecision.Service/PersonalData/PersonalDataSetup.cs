using CreditDecision.Service.Hosting;

namespace CreditDecision.Service.PersonalData;

public static class PersonalDataSetup
{
    /// <summary>Loads the keys now; a store without its keys must not start to fill up under new ones.</summary>
    /// <exception cref="StartRefusedException">The key file cannot be used.</exception>
    public static void AddPersonalData(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<PersonalDataOptions>("PersonalData");
        string store = builder.Configuration.Read<Ledger.LedgerOptions>("Store").Path;
        string keyFile = options.KeyFile.Length > 0 ? options.KeyFile : store + ".keys.json";
        builder.Services.AddSingleton(KeyFile.Load(keyFile, mayCreate: !File.Exists(store)));
    }
}
