using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Ledger.Chaining;
using CreditDecision.Service.Ledger.Postgres;
using CreditDecision.Service.PersonalData;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditDecision.LedgerHost;

/// <summary>Decisions of about the size that real ones have, with the deciding reduced to "as much as the cap leaves".</summary>
internal static class Workload
{
    public const long CapFen = 20_000_000;
    public const string ClientId = "client";

    // As packed; before there is a dictionary they are 4,600 and 1,550.
    private const int ReplyBytes = 400;
    private const int SummaryBytes = 60;
    private const int EvidenceBytes = 570;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Sealed with a key that every process of a test has.</summary>
    public static ChainMaker Chains { get; } = new(new ChainSeal(new byte[32]), TimeProvider.System);

    /// <summary>Evidence is sealed under its borrower's key, as the service does it.</summary>
    private static readonly BorrowerSeal Seal = new(new PersonalDataKeys("k", new Dictionary<string, byte[]> { ["k"] = new byte[32] }, new byte[32]));

    /// <param name="store">A file, or a connection string of PostgreSQL.</param>
    public static ILedgerStore Open(string store)
    {
        var log = new LedgerLog(NullLogger<LedgerLog>.Instance);
        return store.Contains("Host=", StringComparison.Ordinal)
            ? new PostgresLedger(PostgresStore.Open(store), new LedgerOptions { Kind = StoreKind.PostgreSql, ConnectionString = store }, Chains, log)
            : new SqliteLedger(new LedgerOptions { Path = store }, Chains, log);
    }

    public static BorrowerToken Borrower(int number)
    {
        Span<byte> seed = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(seed, number);
        return new BorrowerToken(SHA256.HashData(seed));
    }

    /// <summary>The same application again is the same content, with a decision id of its own as a second attempt would have.</summary>
    public static async Task<CommitResult> CommitAsync(IDecisionLedger ledger, string application, int borrower, long askedFen)
    {
        BorrowerToken token = Borrower(borrower);
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{application} {borrower} {askedFen}"));
        Standing standing = await ledger.ExpectAsync(ClientId, application, token, CancellationToken.None);
        Guid id = Guid.CreateVersion7();
        LedgerEntry Decide(Exposure exposure)
        {
            long reserved = Math.Min(askedFen, Math.Max(0, CapFen - exposure.ReservedFen));
            return Entry(id, application, hash, token, reserved);
        }
        return await ledger.CommitAsync(new PendingDecision(Decide(standing.Exposure), standing.Exposure, CapFen, Decide, Seal: Seal), CancellationToken.None);
    }

    private static LedgerEntry Entry(Guid id, string application, byte[] hash, BorrowerToken borrower, long reservedFen) => new()
    {
        DecisionId = id,
        ClientId = ClientId,
        ApplicationId = application,
        ContentHash = hash,
        Borrower = borrower,
        Product = "cash",
        Outcome = reservedFen > 0 ? 1 : 3,
        // The time in the id, so that the order of listing is the order of arrival.
        DecidedAt = Start.AddMilliseconds(BinaryPrimitives.ReadInt64BigEndian(id.ToByteArray(bigEndian: true)) >>> 16 & 0xFFFF_FFFF),
        ReservedFen = reservedFen,
        StrategyId = "consumer-cash",
        StrategyVersion = "1",
        Decision = RandomNumberGenerator.GetBytes(ReplyBytes),
        Summary = new byte[SummaryBytes],
        Evidence = RandomNumberGenerator.GetBytes(EvidenceBytes),
    };
}
