using CreditDecision.Service.Ledger;
using CreditDecision.Service.Ledger.Chaining;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.Tests.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditDecision.Service.Tests.Ledger;

/// <summary>Entries as the decision desk would make them, with the deciding reduced to "as much as is left under the cap".</summary>
internal static class LedgerContent
{
    public const long CapFen = 20_000_000;

    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static ChainMaker Chains { get; } = new(new ChainSeal(new byte[32]), TimeProvider.System);

    public static SqliteLedger Open(TemporaryFolder folder, Action<LedgerOptions>? change = null)
    {
        var options = new LedgerOptions { Path = folder.At("decisions.db") };
        change?.Invoke(options);
        return new SqliteLedger(options, Chains, new LedgerLog(NullLogger<LedgerLog>.Instance));
    }

    public static BorrowerToken Borrower(int number)
    {
        byte[] bytes = new byte[BorrowerToken.Length];
        BitConverter.TryWriteBytes(bytes, number);
        return new BorrowerToken(bytes);
    }

    public static LedgerEntry Entry(string application, int borrower = 1, long reservedFen = 0, byte content = 1) => new()
    {
        DecisionId = Guid.CreateVersion7(),
        ClientId = "client",
        ApplicationId = application,
        ContentHash = [.. Enumerable.Repeat(content, 32)],
        Borrower = Borrower(borrower),
        Product = "cash",
        Outcome = reservedFen > 0 ? 1 : 3,
        DecidedAt = Start,
        ReservedFen = reservedFen,
        StrategyId = "s",
        StrategyVersion = "1",
        Decision = [1, 2, 3],
        Summary = [1, 2],
        Evidence = [4, 5, 6],
    };

    /// <summary>Asks for an amount, seeing an exposure; made again, it takes what the cap leaves.</summary>
    public static PendingDecision Pending(LedgerEntry entry, long askedFen, Exposure seen)
    {
        LedgerEntry Decide(Exposure exposure)
        {
            long reserved = Math.Min(askedFen, Math.Max(0, CapFen - exposure.ReservedFen));
            return entry with { ReservedFen = reserved, Outcome = reserved > 0 ? 1 : 3 };
        }
        return new PendingDecision(Decide(seen), seen, CapFen, Decide);
    }

    public static async Task<CommitResult> CommitAsync(this IDecisionLedger ledger, string application, int borrower = 1, long askedFen = 0, byte content = 1)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Standing standing = await ledger.ReadAsync("client", application, Borrower(borrower), cancellation);
        return await ledger.CommitAsync(Pending(Entry(application, borrower, 0, content), askedFen, standing.Exposure), cancellation);
    }

    public static async Task<List<LedgerEntry>> AllAsync(this IDecisionLedger ledger, LedgerQuery? query = null)
    {
        var all = new List<LedgerEntry>();
        query ??= new LedgerQuery { Count = 100 };
        for (LedgerPosition? next = null; ;)
        {
            LedgerPage page = await ledger.ListAsync(query with { Before = next }, TestContext.Current.CancellationToken);
            all.AddRange(page.Entries);
            if ((next = page.Next) is null) return all;
        }
    }
}
