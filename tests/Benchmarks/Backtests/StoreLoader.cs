using System.Security.Cryptography;
using Benchmarks.Populations;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Features;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Decisions.Messages;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Ledger.Chaining;
using CreditDecision.Service.Ledger.Packing;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.Strategies;
using CreditDecision.Storage.V1;
using CreditDecision.V1;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;

namespace Benchmarks.Backtests;

/// <summary>
/// Fills a store with decisions as the service would have made them one by one: decided by the reference strategy with what the borrower
/// holds already, written by the ledger's own statements, but thousands to a transaction and without waiting for the disk.
/// </summary>
internal static class StoreLoader
{
    private const int Batch = 4_096;
    private const long Seed = 20_260_101;

    /// <summary>The keys of every store that is made here; nothing in it is worth keeping secret.</summary>
    public static PersonalDataKeys Keys { get; } =
        new("made-up", new Dictionary<string, byte[]> { ["made-up"] = SHA256.HashData("sealing"u8) }, SHA256.HashData("tokens"u8));

    public static ChainMaker Chains { get; } = new(Keys.ChainSeal(), TimeProvider.System);

    /// <summary>Opens what <see cref="Fill"/> recorded, and packs as the service does.</summary>
    public static Packings PackingsOf(SqliteFile file) => new(new SqliteDictionaries(file), new PackingOptions(), new PackingLog(NullLogger<PackingLog>.Instance));

    public static void Fill(string path, int count, StrategyBook book)
    {
        using var file = SqliteFile.Open(path);
        file.Bind(Keys.TokenKeyFingerprint());
        using var connection = file.Connect();
        using (var quick = connection.Command("PRAGMA synchronous = OFF")) quick.ExecuteNonQuery();
        using var session = new SqliteWriteSession(connection);
        var packings = PackingsOf(file);
        var done = 0;
        foreach (var chunk in new PopulationRequests(book.Catalog, count, Seed).Read().Chunk(Batch))
        {
            Write(session, packings, chunk, book, count);
            done += chunk.Length;
            if (done % (Batch * 16) < Batch) Console.Error.WriteLine($"{done:N0} of {count:N0} decisions");
        }
    }

    private static void Write(SqliteWriteSession session, Packings packings, (int Row, DecideRequest Request)[] chunk, StrategyBook book, int count)
    {
        var requests = new PopulationRequests(book.Catalog, count, Seed);
        var admitted = new AdmittedApplication[chunk.Length];
        var entries = new LedgerEntry[chunk.Length];
        var seal = new EvidenceSeal(Keys, packings);
        Parallel.For(0, chunk.Length, i =>
        {
            admitted[i] = Admit(chunk[i].Request, requests.DecidedAt(chunk[i].Row), book);
            entries[i] = admitted[i].Decide(default, seal, out _);
        });
        session.Begin();
        for (var i = 0; i < entries.Length; i++)
        {
            var exposure = session.ExposureOf(entries[i]);
            var entry = exposure.ReservedFen == 0 ? entries[i] : admitted[i].Decide(exposure, seal, out _);
            session.Write(Sealed(session, seal, entry) with { Decision = packings.Replies.Pack(entry.Decision) });
            packings.Replies.Learn(entry.Decision);
        }

        session.Commit();
    }

    private static LedgerEntry Sealed(SqliteWriteSession session, EvidenceSeal seal, LedgerEntry entry)
    {
        var kept = session.KeyOf(entry.Borrower);
        if (seal.Replacing(kept) is { } next) session.Keep(entry.Borrower, kept = next);
        return seal.Seal(entry, kept!);
    }

    private static AdmittedApplication Admit(DecideRequest request, DateTimeOffset decidedAt, StrategyBook book)
    {
        var application = Application.TryCreate(ApplicationTranslation.ToDraft(request), book.Catalog.Objection, decidedAt, out var errors)
            ?? throw new InvalidDataException($"{request.ApplicationId}: {string.Join("; ", errors)}");
        return new AdmittedApplication
        {
            Request = ReceivedRequest.Of(request),
            Application = application,
            Strategy = book.For(request.Product)!,
            Documents = book.Documents,
            ContentHash = SHA256.HashData(request.ToByteArray()),
            Borrower = Keys.TokenOf(application.Borrower.Id.Text),
            Velocity = Velocity.First,
            ListHits = new ListHits(),
            DecisionId = Guid.CreateVersion7(decidedAt),
            DecidedAt = decidedAt,
        };
    }
}
