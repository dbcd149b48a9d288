using CreditDecision.Core.Features;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Lists;
using CreditDecision.Storage.V1;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Service.Tests.Lists;

public sealed class ListBookTests
{
    private static readonly Gen<(int Kind, int Token, int From, int Length, int Entry)> Steps =
        from kind in Gen.Choose(0, 2)
        from token in Gen.Choose(1, 4)
        from start in Gen.Choose(0, 50)
        from length in Gen.Choose(1, 50)
        from entry in Gen.Choose(1, 30)
        select (kind, token, start, length, entry);

    [Fact]
    public void Whatever_happened_the_book_finds_what_a_walk_over_the_log_finds() => Prop.ForAll(
        Steps.ListOf().ToArbitrary(), Gen.Choose(0, 110).ToArbitrary(), (steps, moment) =>
        {
            var book = new ListBook();
            var log = new List<ListEvent>();
            foreach ((int kind, int token, int from, int length, int entry) in steps)
            {
                long number = log.Count + 1;
                ListEvent? put = log.FirstOrDefault(one => one.Number == entry && one.Kind == ListEventKind.Put);
                ListEvent next = kind == 2 && put is not null
                    ? put with { Number = number, Kind = ListEventKind.Ended, From = from, Until = long.MaxValue }
                    : Put(number, (UInt128)token, kind == 1 ? ListKind.Watch : ListKind.Deny, from, from + length);
                log.Add(next);
                book.Apply(next);
            }
            UInt128[] asked = [1, 3];
            long[] found = [.. book.HitsOf(asked, SqliteRows.FromMicroseconds(moment)).Hits.Select(hit => hit.Entry).Order()];
            long[] expected = [.. log.Where(put => put.Kind == ListEventKind.Put && asked.Contains(put.Token) && put.From <= moment && moment < put.Until
                && !log.Any(end => end.Kind == ListEventKind.Ended && end.Entry == put.Number && end.From <= moment)).Select(put => put.Number).Order()];
            return found.SequenceEqual(expected) && book.Last == log.Count;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_hit_tells_its_entry_its_list_and_its_subject()
    {
        var book = new ListBook();
        book.Apply(Put(1, 7, ListKind.Allow, 0, 10));
        ListHit hit = Assert.Single(book.HitsOf([7], SqliteRows.FromMicroseconds(9)).Hits);
        Assert.Equal((1L, (int)ListKind.Allow, (int)ListPurpose.AntiFraud, (int)VelocitySubject.Device), (hit.Entry, hit.List, hit.Purpose, hit.Subject));
        Assert.Empty(book.HitsOf([7], SqliteRows.FromMicroseconds(10)).Hits);
    }

    [Fact]
    public void An_event_is_applied_once() => Assert.Throws<ArgumentException>(() =>
    {
        var book = new ListBook();
        book.Apply(Put(5, 7, ListKind.Deny, 0, 10));
        book.Apply(Put(5, 7, ListKind.Deny, 0, 10));
    });

    private static ListEvent Put(long number, UInt128 token, ListKind list, long from, long until) => new(
        number, ListEventKind.Put, number, list, ListPurpose.AntiFraud, VelocitySubject.Device, token, from, until, 0, new ListRecord("client", $"{number}", 0), new byte[32], []);
}
