using CreditDecision.Service.Hosting;
using CreditDecision.Service.Ledger.Chaining;
using CreditDecision.Service.Ledger.Packing;
using CreditDecision.Service.Ledger.Postgres;
using CreditDecision.Service.Lists;
using CreditDecision.Service.Monitoring.Loans;
using CreditDecision.Service.Monitoring.Reports;
using CreditDecision.Service.Performance;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.PersonalData.Erasing;
using CreditDecision.Service.Reviews;
using CreditDecision.Service.RiskData;
using CreditDecision.Service.Strategies.Archive;

namespace CreditDecision.Service.Ledger;

public static class LedgerSetup
{
    // Each keeps a connection.
    private const int MostWriters = 16;

    /// <exception cref="StartRefusedException">The configuration cannot be used.</exception>
    public static void AddLedger(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<LedgerOptions>("Store");
        Check(options);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<LedgerLog>();
        builder.Services.AddSingleton(services => new ChainMaker(services.GetRequiredService<PersonalDataKeys>().ChainSeal(), services.GetRequiredService<TimeProvider>()));
        if (options.Kind == StoreKind.PostgreSql) builder.AddPostgres(options);
        else builder.AddSqlite(options);
        builder.Services.AddSingleton<IListLog, ListLog>();
        builder.Services.AddSingleton<IReportStore, ReportStore>();
        builder.AddPacking(options.Packing);
        builder.Services.AddSingleton<IShadowStore>(services => services.GetRequiredService<ILedgerStore>());
        builder.Services.AddSingleton<IAuditTrail>(services => services.GetRequiredService<ILedgerStore>());
    }

    private static void AddSqlite(this WebApplicationBuilder builder, LedgerOptions options)
    {
        builder.Services.AddSingleton(_ => SqliteFile.Open(options.Path));
        builder.Services.AddSingleton<StoreSessions, SqliteSessions>();
        builder.Services.AddSingleton<ILedgerStore, SqliteLedger>();
        builder.Services.AddSingleton<IDictionaryStore, SqliteDictionaries>();
        builder.Services.AddSingleton<IContentArchive, SqliteContentArchive>();
        builder.Services.AddSingleton<IRiskDataStore, SqliteRiskData>();
        builder.Services.AddSingleton<IPerformanceStore, SqlitePerformance>();
        builder.Services.AddSingleton<IErasureStore, SqliteErasures>();
        builder.Services.AddSingleton<IApprovedLoans, SqliteApprovedLoans>();
        builder.Services.AddSingleton<IReviewStore, SqliteReviews>();
    }

    private static void AddPostgres(this WebApplicationBuilder builder, LedgerOptions options)
    {
        builder.Services.AddSingleton(_ => PostgresStore.Open(options.ConnectionString));
        builder.Services.AddSingleton<StoreSessions, PostgresSessions>();
        builder.Services.AddSingleton<ILedgerStore, PostgresLedger>();
        builder.Services.AddSingleton<IDictionaryStore, PostgresDictionaries>();
        builder.Services.AddSingleton<IContentArchive, PostgresContentArchive>();
        builder.Services.AddSingleton<IRiskDataStore, PostgresRiskData>();
        builder.Services.AddSingleton<IPerformanceStore, PostgresPerformance>();
        builder.Services.AddSingleton<IErasureStore, PostgresErasures>();
        builder.Services.AddSingleton<IApprovedLoans, PostgresApprovedLoans>();
        builder.Services.AddSingleton<IReviewStore, PostgresReviews>();
    }

    private static void Check(LedgerOptions options)
    {
        var problems = new List<string>();
        void Require(bool holds, string problem)
        {
            if (!holds) problems.Add($"setting Store:{problem}");
        }
        bool isPostgres = options.Kind == StoreKind.PostgreSql;
        Require(options.Kind is StoreKind.Sqlite or StoreKind.PostgreSql, "Kind: must be sqlite or postgresql");
        Require(isPostgres || options.Path.Length > 0, "Path: must not be empty");
        Require(!isPostgres || options.ConnectionString.Length > 0, "ConnectionString: is required where Store:Kind is postgresql");
        Require(isPostgres || options.ConnectionString.Length == 0, "ConnectionString: is given, but Store:Kind is sqlite");
        Require(options.QueueLength >= 1, "QueueLength: must be 1 or more");
        Require(options.BatchLength >= 1, "BatchLength: must be 1 or more");
        Require(options.GatherMilliseconds is >= 0 and <= 20, "GatherMilliseconds: must be 0 to 20");
        Require(options.Writers is >= 1 and <= MostWriters, $"Writers: must be 1 to {MostWriters}");
        if (problems.Count > 0) throw new StartRefusedException(problems);
    }
}
