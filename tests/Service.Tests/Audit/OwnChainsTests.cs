using CreditDecision.Core.Audit;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Ledger.Chaining;
using CreditDecision.Service.Tests.Ledger;

namespace CreditDecision.Service.Tests.Audit;

public sealed class OwnChainsTests
{
    [Fact]
    public async Task A_chain_that_was_left_unknown_makes_the_next_anchor_look_at_the_whole_store()
    {
        using var home = new SqliteHome();
        using ILedgerStore ledger = home.Open();
        await ledger.CommitAsync("a-1");
        LedgerEntry entry = Assert.Single(await ledger.AllAsync());
        using ChainWriter writer = LedgerContent.Chains.Begin();
        var own = new OwnChains([writer]);
        writer.Lost();
        Assert.False(own.IsBehind(own.Losses), "nothing was begun");
        writer.Committed(writer.Link([entry]));
        writer.Lost();
        int losses = own.Losses;
        Assert.True(own.IsBehind(losses));
        own.Anchored(ledger.AddAnchor(LedgerContent.Start, isWhole: true)!, losses);
        Assert.False(own.IsBehind(own.Losses));
        StoredLink next = writer.Link([entry]);
        Assert.Equal((1L, default), (next.Link.Number, next.Link.Previous));
    }
}
