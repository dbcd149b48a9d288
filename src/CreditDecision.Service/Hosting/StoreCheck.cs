using System.Security.Cryptography;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.Hosting;

/// <summary>Whether the store and the keys belong together.</summary>
internal static class StoreCheck
{
    /// <exception cref="StartRefusedException">They do not; what was recorded could not be found or read again.</exception>
    public static async Task RunAsync(IDecisionLedger ledger, PersonalDataKeys keys)
    {
        ledger.Bind(keys.TokenKeyFingerprint());
        LedgerPage newest = await ledger.ListAsync(new LedgerQuery { Count = 1 }, CancellationToken.None);
        foreach (LedgerEntry entry in newest.Entries)
        {
            try
            {
                using SealReader reader = keys.Reader();
                reader.Open(entry.Evidence, entry.BorrowerKey, entry.DecisionId.ToByteArray());
            }
            catch (KeyDestroyedException)
            {
                // It was erased, and says nothing of the keys; or it was changed, which the audit tells.
            }
            catch (CryptographicException problem)
            {
                throw new StartRefusedException([$"personal-data keys: what was given does not open the store's newest record: {problem.Message}"]);
            }
        }
    }
}
