using CreditDecision.Core.Values;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Values;

public sealed class ResidentIdTests
{
    private static readonly string[] Regions = ["110105", "310101", "440524", "510107", "650102", "710000", "810000", "830000"];

    private static readonly Gen<string> First17 =
        from region in Gen.Elements(Regions)
        from day in Gen.Choose(new DateOnly(1900, 1, 1).DayNumber, new DateOnly(2030, 12, 31).DayNumber)
        from sequence in Gen.Choose(0, 999)
        select $"{region}{DateOnly.FromDayNumber(day):yyyyMMdd}{sequence:000}";

    private static readonly Gen<string> Valid = First17.Select(digits => digits + ResidentId.CheckCharacter(digits));

    // The standard's own example: a woman born in Chaoyang, Beijing, on the last day of 1949.
    private const string OfTheStandard = "11010519491231002X";

    [Fact]
    public void Reads_the_example_of_GB_11643()
    {
        Assert.True(ResidentId.TryParse(OfTheStandard, out ResidentId id, out string error));
        Assert.Equal("", error);
        Assert.Equal(OfTheStandard, id.Text);
        Assert.Equal("110105", id.RegionCode);
        Assert.Equal("11", id.ProvinceCode);
        Assert.Equal(new DateOnly(1949, 12, 31), id.BirthDate);
        Assert.Equal(Sex.Female, id.Sex);
    }

    // The standard's other example, a man born in 1880, who is too old to borrow but whose check digit is 4.
    [Fact]
    public void Works_out_the_check_digit_of_the_other_example() => Assert.Equal('4', ResidentId.CheckCharacter("44052418800101001"));

    [Fact]
    public void A_lower_case_x_is_the_same_number()
    {
        Assert.True(ResidentId.TryParse("11010519491231002x", out ResidentId lower, out _));
        Assert.True(ResidentId.TryParse(OfTheStandard, out ResidentId upper, out _));
        Assert.Equal(upper, lower);
    }

    [Fact]
    public void Every_well_made_number_is_read_and_every_part_of_it_is_right() =>
        Prop.ForAll(Valid.ToArbitrary(), text =>
            ResidentId.TryParse(text, out ResidentId id, out string error)
            && error.Length == 0 && id.Text == text && id.RegionCode == text[..6]
            && id.BirthDate.ToString("yyyyMMdd") == text[6..14]
            && id.Sex == ((text[16] - '0') % 2 == 1 ? Sex.Male : Sex.Female)).QuickCheckThrowOnFailure();

    [Fact]
    public void One_wrong_digit_anywhere_is_caught() =>
        Prop.ForAll(Valid.ToArbitrary(), Gen.Choose(0, 17).ToArbitrary(), (text, position) =>
            "0123456789X".Where(other => other != text[position])
                .All(other => !ResidentId.TryParse(Replace(text, position, other), out _, out _))).QuickCheckThrowOnFailure();

    [Fact]
    public void Two_neighbours_swapped_anywhere_are_caught() =>
        Prop.ForAll(Valid.ToArbitrary(), Gen.Choose(0, 16).ToArbitrary(), (text, position) =>
            text[position] == text[position + 1] || !ResidentId.TryParse(Swap(text, position), out _, out _)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(null, "18 characters")]
    [InlineData("", "18 characters")]
    [InlineData("1101051949123100", "18 characters")]
    [InlineData(" 11010519491231002X", "18 characters")]
    [InlineData("1101051949123100XX", "17 digits")]
    [InlineData("11010519491231002Y", "17 digits")]
    [InlineData("１１010519491231002X", "17 digits")] // full-width digits
    public void What_has_not_the_shape_is_named(string? text, string part) => AssertRefused(text, part);

    [Theory]
    [InlineData("000105", "19491231", "province")]
    [InlineData("160105", "19491231", "province")]
    [InlineData("990105", "19491231", "province")]
    [InlineData("110105", "18991231", "birth date")]
    [InlineData("110105", "19490229", "birth date")]
    [InlineData("110105", "19001301", "birth date")]
    [InlineData("110105", "19000001", "birth date")]
    [InlineData("110105", "19490100", "birth date")]
    [InlineData("110105", "00000101", "birth date")]
    public void What_cannot_be_is_named_although_the_check_digit_fits(string region, string born, string part)
    {
        string first17 = region + born + "002";
        AssertRefused(first17 + ResidentId.CheckCharacter(first17), part);
    }

    [Fact]
    public void A_wrong_check_digit_is_named() => AssertRefused("110105194912310021", "check character");

    [Fact]
    public void Neither_errors_nor_texts_for_logs_hold_the_number() =>
        Prop.ForAll(First17.ToArbitrary(), Gen.Elements("0123456789Xx?".ToCharArray()).ToArbitrary(), (first17, last) =>
        {
            string text = first17 + last;
            bool read = ResidentId.TryParse(text, out ResidentId id, out string error);
            string shown = error + id + $"{new { Id = id }}";
            return !shown.Contains(text[6..14]) && !shown.Contains(text[..6]) && !shown.Contains(text[14..17]) && (!read || id.ToString().StartsWith(text[..2]));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("19900615", "2026-06-14", 35)]
    [InlineData("19900615", "2026-06-15", 36)]
    [InlineData("20000229", "2026-02-28", 25)]
    [InlineData("20000229", "2026-03-01", 26)]
    [InlineData("20000229", "2028-02-28", 27)]
    [InlineData("20000229", "2028-02-29", 28)]
    [InlineData("20300101", "2026-01-01", -4)]
    [InlineData("20260102", "2026-01-01", -1)]
    public void Age_is_in_full_years(string born, string day, int age)
    {
        string first17 = "110105" + born + "001";
        Assert.True(ResidentId.TryParse(first17 + ResidentId.CheckCharacter(first17), out ResidentId id, out _));
        Assert.Equal(age, id.AgeOn(DateOnly.Parse(day)));
    }

    [Fact]
    public void The_default_is_no_number()
    {
        ResidentId none = default;
        Assert.Equal(("", "", "", "", Sex.Unspecified), (none.Text, none.RegionCode, none.ProvinceCode, none.ToString(), none.Sex));
    }

    [Theory]
    [InlineData("1101051949123100")]
    [InlineData("1101051949123100X")]
    public void A_check_character_is_only_of_17_digits(string digits) =>
        Assert.Throws<ArgumentException>(() => ResidentId.CheckCharacter(digits));

    private static void AssertRefused(string? text, string part)
    {
        Assert.False(ResidentId.TryParse(text, out ResidentId id, out string error));
        Assert.Contains(part, error);
        Assert.Equal(default, id);
    }

    private static string Replace(string text, int position, char other) => text[..position] + other + text[(position + 1)..];

    private static string Swap(string text, int position) => text[..position] + text[position + 1] + text[position] + text[(position + 2)..];
}
