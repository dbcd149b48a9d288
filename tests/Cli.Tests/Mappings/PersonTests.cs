using CreditDecision.Cli.Mappings;
using CreditDecision.Core.Values;
using CreditDecision.V1;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Cli.Tests.Mappings;

public sealed class PersonTests
{
    [Fact]
    public void A_person_has_valid_numbers_the_age_asked_for_and_is_the_same_each_time()
    {
        Gen<(string, int, Sex, DateOnly)> cases =
            from seed in ArbMap.Default.GeneratorFor<NonNull<string>>()
            from age in Gen.Choose(PersonMaker.LeastAge, 100)
            from sex in Gen.Elements(Sex.Male, Sex.Female, Sex.Unspecified)
            from day in Gen.Choose(0, 366 * 30)
            select (seed.Get, age, sex, new DateOnly(2020, 1, 1).AddDays(day));

        Prop.ForAll(cases.ToArbitrary(), each =>
        {
            (string seed, int age, Sex sex, DateOnly today) = each;
            Borrower person = new PersonMaker("33").Make("", seed, age, sex, today);

            Assert.True(ResidentId.TryParse(person.IdNumber, out ResidentId id, out string error), error);
            Assert.Equal(age, id.AgeOn(today));
            if (sex != Sex.Unspecified) Assert.Equal(sex, id.Sex);
            Assert.True(MobileNumber.TryParse(person.Phone, out _, out error), error);
            Assert.True(BankCard.TryParse(person.BankAccount, out _, out error), error);
            Assert.True(PersonName.TryParse(person.Name, out _, out error), error);
            Assert.Equal(person, new PersonMaker("33").Make("", seed, age, sex, today));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_person_is_nobody()
    {
        Borrower person = new PersonMaker("33").Make("", "seed", 30, Sex.Female, new DateOnly(2026, 1, 1));

        // Prefectures from 91 up, the segment 160 and the issuer 999999 are assigned to no one.
        Assert.InRange(int.Parse(person.IdNumber[2..6]), 9_100, 9_999);
        Assert.StartsWith("160", person.Phone);
        Assert.StartsWith("999999", person.BankAccount);
    }

    [Fact]
    public void Ten_thousand_seeds_are_ten_thousand_people()
    {
        var maker = new PersonMaker("33");
        Borrower[] people = [.. Enumerable.Range(0, 10_000).Select(row => maker.Make("salt", $"{row}", 30, Sex.Female, new DateOnly(2026, 1, 1)))];

        Assert.Equal(people.Length, people.Select(person => person.IdNumber).Distinct().Count());
        Assert.Equal(people.Length, people.Select(person => person.Phone).Distinct().Count());
        Assert.InRange(people.Select(person => person.IdNumber[6..14]).Distinct().Count(), 360, 366);
    }

    [Fact]
    public void A_persons_birthday_does_not_move_with_the_day_on_which_it_is_asked_for()
    {
        string On(DateOnly day) => new PersonMaker("33").Make("", "seed", 30, Sex.Female, day).IdNumber[10..14];

        Assert.Equal(On(new DateOnly(2026, 1, 1)), On(new DateOnly(2027, 9, 9)));
    }

    [Theory]
    [InlineData("k,30,1", null)]
    [InlineData("k,30.5,1", "column age does not hold an age in full years from 0 to 110")]
    [InlineData("k,130,1", "column age does not hold an age in full years from 0 to 110")]
    [InlineData("k,30,7", "column sex holds a value that its map does not have")]
    [InlineData("k,,1", "application.borrower is missing")]
    [InlineData(",30,1", "application.borrower is missing")]
    public void A_row_without_a_sound_person_fails(string cells, string? problem)
    {
        var row = new FileRow(1, cells.Split(','));

        DecideRequest? request = Mapped(newEachRun: false).Map(row);

        Assert.Equal(problem is null ? [] : [problem], row.Errors);
        Assert.Equal(problem is null, request is not null);
    }

    [Fact]
    public void With_new_each_run_the_run_is_part_of_the_seed()
    {
        string IdOf(bool newEachRun) => Mapped(newEachRun).Map(new FileRow(1, ["k", "30", "1"]))!.Borrower.IdNumber;

        Assert.NotEqual(IdOf(newEachRun: true), IdOf(newEachRun: false));
    }

    private static Mapping Mapped(bool newEachRun) => MappingBench.Read(
        $$"""
        version: 1
        observed_at: now
        application:
          borrower:
            person: { seed_column: key, age_column: age, sex: { column: sex, male: ["1"], female: ["2"] }, province: "33", new_each_run: {{(newEachRun ? "true" : "false")}} }
        """,
        "key,age,sex");
}
