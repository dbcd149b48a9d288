using System.Threading.Channels;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Ledger.Postgres;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Service.Tests.Ledger.Postgres;

public sealed class BatchGatheringTests
{
    private static readonly Gen<(int Borrower, int Application)> Sent =
        from borrower in Gen.Choose(1, 6) from application in Gen.Choose(1, 12) select (borrower, application);

    [Fact]
    public void Whatever_waits_every_batch_has_each_borrower_and_application_once_and_every_decision_comes_in_one() => Prop.ForAll(
        Sent.ListOf().ToArbitrary(), Gen.Choose(1, 5).ToArbitrary(), (sent, most) =>
        {
            List<List<WaitingDecision>> batches = Gather(sent.Select(Waiting), most);
            foreach (List<WaitingDecision> batch in batches)
            {
                Assert.InRange(batch.Count, 1, most);
                Assert.Equal(batch.Count, batch.Select(waiting => waiting.Pending.Entry.Borrower).Distinct().Count());
                Assert.Equal(batch.Count, batch.Select(waiting => waiting.Pending.Entry.ApplicationId).Distinct().Count());
            }
            Assert.Equal(sent.Count, batches.SelectMany(batch => batch).Distinct().Count());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Those_of_one_borrower_and_those_of_one_application_keep_their_order() => Prop.ForAll(
        Sent.ListOf().ToArbitrary(), Gen.Choose(1, 5).ToArbitrary(), (sent, most) =>
        {
            WaitingDecision[] waiting = [.. sent.Select(Waiting)];
            WaitingDecision[] gathered = [.. Gather(waiting, most).SelectMany(batch => batch)];
            foreach (Func<LedgerEntry, object> key in new Func<LedgerEntry, object>[] { entry => entry.Borrower, entry => entry.ApplicationId })
                foreach (IGrouping<object, WaitingDecision> alike in waiting.GroupBy(each => key(each.Pending.Entry)))
                    Assert.Equal(alike, gathered.Where(each => key(each.Pending.Entry).Equals(alike.Key)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_differs_goes_together_however_much_of_one_borrower_waits()
    {
        var gathering = new BatchGathering(4);
        Channel<WaitingDecision> queue = Channel.CreateUnbounded<WaitingDecision>();
        foreach ((int borrower, int application) in new[] { (1, 1), (1, 2), (2, 3), (1, 4), (3, 5) }) queue.Writer.TryWrite(Waiting((borrower, application)));
        Assert.Equal(["a-1", "a-3", "a-5"], gathering.Next(queue.Reader).Select(waiting => waiting.Pending.Entry.ApplicationId));
        Assert.True(gathering.HasLeftOver);
        Assert.Equal(["a-2"], gathering.Next(queue.Reader).Select(waiting => waiting.Pending.Entry.ApplicationId));
        Assert.Equal(["a-4"], gathering.Next(queue.Reader).Select(waiting => waiting.Pending.Entry.ApplicationId));
        Assert.False(gathering.HasLeftOver);
    }

    [Fact]
    public void As_many_wait_outside_the_queue_as_fit_a_batch()
    {
        var gathering = new BatchGathering(3);
        Channel<WaitingDecision> queue = Channel.CreateUnbounded<WaitingDecision>();
        for (int i = 0; i < 20; i++) queue.Writer.TryWrite(Waiting((1, i)));
        Assert.Single(gathering.Next(queue.Reader));
        Assert.Equal(16, queue.Reader.Count);
    }

    [Fact]
    public void Who_left_before_the_batch_is_told_so_and_is_in_none()
    {
        using var leaving = new CancellationTokenSource();
        var left = new WaitingDecision(LedgerContent.Pending(LedgerContent.Entry("left"), 0, default), leaving.Token);
        leaving.Cancel();
        Channel<WaitingDecision> queue = Channel.CreateUnbounded<WaitingDecision>();
        queue.Writer.TryWrite(left);
        var gathering = new BatchGathering(4);
        Assert.Empty(gathering.Next(queue.Reader));
        Assert.True(left.Done.IsCanceled);
        Assert.False(gathering.HasLeftOver);
    }

    private static List<List<WaitingDecision>> Gather(IEnumerable<WaitingDecision> waiting, int most)
    {
        var gathering = new BatchGathering(most);
        Channel<WaitingDecision> queue = Channel.CreateUnbounded<WaitingDecision>();
        foreach (WaitingDecision each in waiting) queue.Writer.TryWrite(each);
        var batches = new List<List<WaitingDecision>>();
        while (gathering.HasLeftOver || queue.Reader.Count > 0) batches.Add(gathering.Next(queue.Reader));
        return batches;
    }

    private static WaitingDecision Waiting((int Borrower, int Application) sent) => new(
        LedgerContent.Pending(LedgerContent.Entry($"a-{sent.Application}", sent.Borrower), 0, default), CancellationToken.None);
}
