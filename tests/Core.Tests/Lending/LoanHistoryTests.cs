using CreditDecision.Core.Applications;
using CreditDecision.Core.Lending;
using CreditDecision.Core.Values;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Lending;

[Trait("Article", "A40")]
public sealed class LoanHistoryTests
{
    private static readonly DateOnly Approved = new(2026, 1, 15), Today = new(2027, 1, 15);

    private static readonly LoanApproval Approval = new(Approved, Money.FromYuan(30_000));

    // Few days and revisions, so that many observations are of one day and some of one revision.
    private static readonly Gen<LoanRecord> Records =
        from day in Gen.Choose(100, 130)
        from revision in Gen.Choose(0, 2)
        from daysPastDue in Gen.Choose(0, 100)
        from isDefaulted in Gen.Elements(true, false)
        from client in Gen.Elements("a", "b")
        from record in Gen.Choose(1, 1_000)
        select new LoanRecord(Observation(day, revision, daysPastDue, isDefaulted), client, $"r-{record}");

    [Fact]
    public void Whatever_the_order_the_history_is_the_same() => Prop.ForAll(
        (from records in Records.NonEmptyListOf()
         let distinct = records.DistinctBy(record => (record.ClientId, record.RecordId)).ToArray()
         from shuffled in Gen.Shuffle(distinct)
         select (distinct, shuffled)).ToArbitrary(),
        pair => Text(LoanHistory.Of(pair.distinct)) == Text(LoanHistory.Of(pair.shuffled))).QuickCheckThrowOnFailure();

    [Fact]
    public void It_says_what_the_days_say_one_by_one() => Prop.ForAll(Records.NonEmptyListOf().ToArbitrary(), records =>
    {
        LoanRecord[] distinct = [.. records.DistinctBy(record => (record.ClientId, record.RecordId))];
        LoanHistory history = LoanHistory.Of(distinct);
        // Told once more by comparing each with each.
        LoanObservation[] counting =
        [
            .. distinct.Where(one => !distinct.Any(other => other.Observation.AsOf == one.Observation.AsOf && Beats(other, one))).Select(record => record.Observation)
                .OrderBy(observation => observation.AsOf),
        ];
        return history.Days.SequenceEqual(counting)
            && history.Current == counting[^1]
            && history.WorstDaysPastDue == counting.Max(day => day.DaysPastDue)
            && history.ReachedDefaultDaysOn == counting.Where(day => day.DaysPastDue >= 90).Select(day => (DateOnly?)day.AsOf).FirstOrDefault();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_correction_takes_back_what_the_day_said_and_a_cured_default_stays_known()
    {
        LoanRecord wrong = new(Observation(120, 0, 95, true), "a", "1"), corrected = new(Observation(120, 1, 5, false), "a", "2");
        LoanRecord before = new(Observation(110, 0, 60, true), "a", "3"), after = new(Observation(130, 0, 0, false), "a", "4");
        LoanHistory history = LoanHistory.Of([corrected, after, wrong, before]);
        Assert.Equal((60, null, LoanStatus.Current), (history.WorstDaysPastDue, history.ReachedDefaultDaysOn, history.Current.Status));
        Assert.Equal(before.Observation.DefaultedOn, history.FirstDefaultedOn);
    }

    [Theory]
    [InlineData("2026-01-31", "2026-02-28", 1)]
    [InlineData("2026-01-31", "2026-03-30", 1)]
    [InlineData("2026-01-20", "2026-04-19", 2)]
    [InlineData("2026-01-20", "2026-04-20", 3)]
    [InlineData("2026-01-20", "2026-01-20", 0)]
    public void Months_on_book_are_whole_ones(string first, string asOf, int months)
    {
        var draft = new LoanObservationDraft { AsOf = asOf, DisbursedFen = 100, BalanceFen = 100, FirstDisbursedOn = first };
        Assert.Equal(months, LoanHistory.Of([new LoanRecord(Create(draft), "a", "1")]).MonthsOnBook);
    }

    [Fact]
    public void Every_bad_field_is_named_once()
    {
        var errors = new FieldErrors();
        var draft = new LoanObservationDraft
        {
            AsOf = "2026-02-30", Revision = -1, DisbursedFen = 3_000_001, FirstDisbursedOn = "2026-01-14", DefaultedOn = "soon", DaysPastDue = -1, OverdueFen = -1, SettledOn = "2028-01-01", BalanceFen = 1,
        };
        Assert.Null(LoanObservation.TryCreate(draft, Approval, Today, errors));
        foreach (string field in new[] { "as_of", "revision", "disbursed_fen", "first_disbursed_on", "defaulted_on", "days_past_due", "overdue_fen", "settled_on" })
            Assert.Contains(errors.All, error => error.Field == $"observation.{field}");
    }

    public static TheoryData<string, LoanObservationDraft> Impossible => new()
    {
        { "as_of", Good with { AsOf = "" } },
        { "as_of", Good with { AsOf = "2027-01-16" } },
        { "as_of", new LoanObservationDraft { AsOf = "2026-01-14" } },
        { "disbursed_fen", Good with { BalanceFen = Good.BalanceFen - 1 } },
        { "first_disbursed_on", Good with { FirstDisbursedOn = "" } },
        { "days_past_due", Good with { DaysPastDue = 3 } },
        { "days_past_due", Good with { OverdueFen = 3 } },
        { "days_past_due", Good with { OverdueFen = 3, DaysPastDue = 1_000 } },
        { "written_off_on", Good with { WrittenOffOn = "2026-06-01" } },
        { "settled_on", Good with { SettledOn = "2026-06-01" } },
        { "cancelled_on", Good with { CancelledOn = "2026-06-01" } },
        { "defaulted_on", Good with { DefaultedOn = "2026-01-19" } },
        { "defaulted_on", new LoanObservationDraft { AsOf = "2026-06-30", DefaultedOn = "2026-06-01" } },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void What_cannot_be_is_refused_with_the_field(string field, LoanObservationDraft draft)
    {
        Create(Good);
        var errors = new FieldErrors();
        Assert.Null(LoanObservation.TryCreate(draft, Approval, Today, errors));
        Assert.Equal($"observation.{field}", Assert.Single(errors.All.Select(error => error.Field).Distinct()));
    }

    private static LoanObservationDraft Good => new()
    {
        AsOf = "2026-06-30", DisbursedFen = 3_000_000, FirstDisbursedOn = "2026-01-20", PrincipalRepaidFen = 1_000_000, InterestRepaidFen = 90_000, BalanceFen = 2_000_000,
    };

    private static LoanObservation Create(LoanObservationDraft draft)
    {
        var errors = new FieldErrors();
        LoanObservation? observation = LoanObservation.TryCreate(draft, Approval, Today, errors);
        Assert.True(observation is not null, string.Join("; ", errors.All));
        return observation;
    }

    private static LoanObservation Observation(int day, int revision, int daysPastDue, bool isDefaulted) => Create(new LoanObservationDraft
    {
        AsOf = Approved.AddDays(day).ToString("O"), Revision = revision, DisbursedFen = 1_000, BalanceFen = 1_000, FirstDisbursedOn = Approved.ToString("O"),
        DaysPastDue = daysPastDue, OverdueFen = daysPastDue > 0 ? 10 : 0, DefaultedOn = isDefaulted ? Approved.AddDays(day - 1).ToString("O") : "",
    });

    private static bool Beats(LoanRecord one, LoanRecord other) =>
        one.Observation.Revision != other.Observation.Revision
            ? one.Observation.Revision > other.Observation.Revision
            : string.CompareOrdinal($"{one.ClientId} {one.RecordId}", $"{other.ClientId} {other.RecordId}") > 0;

    private static string Text(LoanHistory history) =>
        string.Join('\n', history.Days) + $" {history.MonthsOnBook} {history.WorstDaysPastDue} {history.ReachedDefaultDaysOn} {history.FirstDefaultedOn}";
}
