using CreditDecision.Core.Applications;
using CreditDecision.Core.Features;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Decisions.Messages;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Ledger.Chaining;
using CreditDecision.Service.Ledger.Packing;
using CreditDecision.Service.Ledger.Postgres;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Storage.V1;
using CreditDecision.V1;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditDecision.Service.Tests.PersonalData;

/// <summary>
/// Records decisions as of long ago, with all that the service records them with but its clock, in a store that no service has open.
/// </summary>
internal static class PastDecisions
{
    private static readonly StrategyBook Book = ContentLoader.Load(new ContentFolder(Repository.Root), out _)!;

    public static async Task RecordAsync(ServiceHome home, DateTimeOffset at, params DecideRequest[] requests)
    {
        PersonalDataKeys keys = KeysOf(home);
        using ILedgerStore ledger = Open(home, keys, out IDictionaryStore dictionaries);
        var seal = new EvidenceSeal(keys, new Packings(dictionaries, new PackingOptions(), new PackingLog(NullLogger<PackingLog>.Instance)));
        foreach (DecideRequest request in requests)
        {
            var admission = new Admission(ReceivedRequest.Of(request), Book, Moments.ToMicroseconds(at));
            Application application = admission.Check(out IReadOnlyList<FieldError> errors) ?? throw new InvalidDataException(string.Join("; ", errors));
            BorrowerToken borrower = keys.TokenOf(application.Borrower.Id.Text);
            AdmittedApplication admitted = admission.Admit(application, borrower, Guid.CreateVersion7(at), admission.ContentHash(), Velocity.First, new ListHits());
            LedgerEntry Decide(Exposure exposure) => admitted.Decide(exposure, seal, out _);
            var pending = new PendingDecision(Decide(default), default, admitted.Strategy.Bank.ConsumerCreditCap.Fen, Decide, Seal: seal);
            CommitResult result = await ledger.CommitAsync(pending, TestContext.Current.CancellationToken);
            Assert.Equal(CommitOutcome.Recorded, result.Outcome);
        }
    }

    public static PersonalDataKeys KeysOf(ServiceHome home) =>
        new KeyFile(home is PostgresServiceHome ? home.Folder.At("keys.json") : home.Store + ".keys.json", false).Load();

    private static ILedgerStore Open(ServiceHome home, PersonalDataKeys keys, out IDictionaryStore dictionaries)
    {
        var chains = new ChainMaker(keys.ChainSeal(), TimeProvider.System);
        var log = new LedgerLog(NullLogger<LedgerLog>.Instance);
        if (home is PostgresServiceHome postgres)
        {
            var store = PostgresStore.Open(postgres.Database);
            dictionaries = new PostgresDictionaries(store);
            return new PostgresLedger(store, new LedgerOptions { Kind = StoreKind.PostgreSql, ConnectionString = postgres.Database }, chains, log);
        }
        SqliteFile file = SqliteFile.Open(home.Store);
        dictionaries = new SqliteDictionaries(file);
        return new SqliteLedger(file, new LedgerOptions { Path = home.Store }, chains, log);
    }
}
