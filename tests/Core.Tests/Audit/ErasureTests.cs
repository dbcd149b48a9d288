using CreditDecision.Core.Audit;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Audit;

[Trait("Article", "A35")]
public sealed class ErasureTests
{
    private static readonly byte[] Mark = [7];

    private static readonly DateTimeOffset Now = new(2026, 11, 26, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_borrower_may_be_erased_exactly_when_no_loan_is_open_and_the_period_is_over() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.GeneratorFor<(NonNegativeInt Open, NonNegativeInt Days, NonNegativeInt Old, PositiveInt Years)>().ToArbitrary(), given =>
        {
            int open = given.Open.Get % 3, years = 1 + (given.Years.Get % 20), old = given.Old.Get % 3;
            DateTimeOffset last = Now.AddDays(-(given.Days.Get * 97) % 9_000);
            IReadOnlyList<RetentionRefusal> refusals = new Retention(years).Refusals(new BorrowerHistory(4, open, old, 1, last), Now);
            RetentionRefusalKind[] expected =
            [
                .. open > 0 ? [RetentionRefusalKind.LoanOpen] : Array.Empty<RetentionRefusalKind>(),
                .. last.AddYears(years) > Now ? [RetentionRefusalKind.RetentionRuns] : Array.Empty<RetentionRefusalKind>(),
                .. old > 0 ? [RetentionRefusalKind.SealedByService] : Array.Empty<RetentionRefusalKind>(),
            ];
            return refusals.Select(refusal => refusal.Kind).SequenceEqual(expected) && refusals.All(refusal => refusal.Detail.Length > 0);
        }));

    [Fact]
    public void The_period_ends_on_the_day_itself()
    {
        var history = new BorrowerHistory(1, 0, 0, 0, Now.AddYears(-10));
        Assert.Empty(new Retention(10).Refusals(history, Now));
        RetentionRefusal refusal = Assert.Single(new Retention(10).Refusals(history, Now.AddTicks(-1)));
        Assert.Equal("the retention period of 10 years ends at 2026-11-26T00:00:00Z", refusal.Detail);
        // Of whom nothing is known there is nothing to keep.
        Assert.Empty(new Retention(10).Refusals(default, Now));
    }

    [Fact]
    public void Every_part_of_a_proof_is_in_its_digest()
    {
        StoredErasure stored = Log(1)[0];
        Erasure erasure = stored.Erasure;
        Erasure[] changed =
        [
            erasure with { Number = 2 }, erasure with { Borrower = new byte[32] }, erasure with { KeyId = ReadOnlyMemory<byte>.Empty },
            erasure with { ErasedAt = erasure.ErasedAt.AddMicroseconds(1) }, erasure with { Detail = new byte[1] }, erasure with { Previous = Digest.Of(Mark) },
            // The same bytes, dealt otherwise.
            erasure with { Borrower = erasure.Borrower[..31], KeyId = new[] { erasure.Borrower.Span[31] }.Concat(erasure.KeyId.ToArray()).ToArray() },
        ];
        Assert.All(changed, other => Assert.NotEqual(stored.Digest, other.Digest()));
    }

    [Fact]
    public void What_was_done_to_the_log_is_found()
    {
        Assert.Empty(Walk(Log(5)));
        List<StoredErasure> removed = Log(5), changed = Log(5), swapped = Log(5), forged = Log(5);
        removed.RemoveAt(1);
        Assert.Equal([(AuditFindingKind.ErasureRemoved, 3L)], Walk(removed));
        changed[2] = changed[2] with { Erasure = changed[2].Erasure with { Detail = new byte[3] } };
        Assert.Equal([(AuditFindingKind.ErasureChanged, 3L)], Walk(changed));
        Erasure again = swapped[3].Erasure with { Detail = new byte[3] };
        swapped[3] = new StoredErasure(again, again.Digest(), Mark);
        Assert.Equal([(AuditFindingKind.ErasureChanged, 5L)], Walk(swapped));
        forged[4] = forged[4] with { Seal = new byte[] { 8 } };
        Assert.Equal([(AuditFindingKind.SealWrong, 5L)], Walk(forged));
    }

    private static List<(AuditFindingKind, long)> Walk(List<StoredErasure> log)
    {
        var check = new ErasureCheck((_, seal) => seal.Span.SequenceEqual(Mark));
        return [.. log.SelectMany(check.Add).Select(finding => (finding.Kind, finding.Place))];
    }

    private static List<StoredErasure> Log(int length)
    {
        var log = new List<StoredErasure>();
        for (int number = 1; number <= length; number++)
        {
            byte[] borrower = [.. Enumerable.Repeat((byte)number, 32)], key = [.. Enumerable.Repeat((byte)(number + 9), 8)];
            var erasure = new Erasure(number, borrower, key, Now.AddDays(number), new byte[] { 1, 2 }, log.LastOrDefault()?.Digest ?? default);
            log.Add(new StoredErasure(erasure, erasure.Digest(), Mark));
        }
        return log;
    }
}
