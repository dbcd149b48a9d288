using CreditDecision.Core.Values;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Values;

/// <summary>Mobile numbers and bank cards.</summary>
public sealed class ContactNumbersTests
{
    private static Gen<string> DigitsOf(int least, int most) =>
        from length in Gen.Choose(least, most)
        from digits in Gen.Elements("0123456789".ToCharArray()).ArrayOf(length)
        select new string(digits);

    private static readonly Gen<string> ValidCard = DigitsOf(11, 18).Select(digits => digits + BankCard.CheckDigit(digits));

    [Theory]
    [InlineData("13812345678", "13812345678")]
    [InlineData("+8613812345678", "13812345678")]
    [InlineData("8619912345678", "19912345678")]
    public void A_mobile_number_is_kept_without_its_country_code(string text, string kept)
    {
        Assert.True(MobileNumber.TryParse(text, out MobileNumber number, out string error));
        Assert.Equal(("", kept), (error, number.Text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12812345678")] // no network starts with 12
    [InlineData("23812345678")]
    [InlineData("1381234567")]
    [InlineData("138123456789")]
    [InlineData("138 1234 5678")]
    [InlineData("138-1234-5678")]
    [InlineData("+13812345678")]
    [InlineData("+85213812345678")]
    [InlineData("++8613812345678")]
    [InlineData("86+13812345678")]
    [InlineData("１3812345678")] // a full-width digit
    public void What_is_no_mobile_number_is_refused_without_quoting_it(string? text)
    {
        Assert.False(MobileNumber.TryParse(text, out MobileNumber number, out string error));
        Assert.Contains("11 digits", error);
        Assert.True(string.IsNullOrEmpty(text) || !error.Contains(text));
        Assert.Equal(default, number);
    }

    // ISO/IEC 7812-1 and the patent's own example, 7992739871 with the check digit 3.
    [Fact]
    public void The_check_digit_is_that_of_Luhn() => Assert.Equal('3', BankCard.CheckDigit("7992739871"));

    [Fact]
    public void Every_well_made_card_is_read() =>
        Prop.ForAll(ValidCard.ToArbitrary(), text => BankCard.TryParse(text, out BankCard card, out string error) && card.Text == text && error.Length == 0)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void One_wrong_digit_anywhere_is_caught() =>
        Prop.ForAll(ValidCard.ToArbitrary(), Gen.Choose(0, 18).ToArbitrary(), (text, anywhere) =>
        {
            int position = anywhere % text.Length;
            return "0123456789".Where(other => other != text[position])
                .All(other => !BankCard.TryParse(text[..position] + other + text[(position + 1)..], out _, out _));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(null, "12 to 19 digits")]
    [InlineData("79927398713", "12 to 19 digits")] // valid Luhn, but 11 digits
    [InlineData("00000000000000000000", "12 to 19 digits")] // valid Luhn, but 20 digits
    [InlineData("4111 1111 1111 1111", "12 to 19 digits")]
    [InlineData("4111111111111112", "last digit")]
    public void What_is_no_card_number_is_refused_without_quoting_it(string? text, string part)
    {
        Assert.False(BankCard.TryParse(text, out BankCard card, out string error));
        Assert.Contains(part, error);
        Assert.Equal(default, card);
    }

    [Fact]
    public void Texts_for_logs_hold_a_few_digits_only()
    {
        Assert.True(MobileNumber.TryParse("+8613812345678", out MobileNumber number, out _));
        Assert.True(BankCard.TryParse("4111111111111111", out BankCard card, out _));
        Assert.Equal(("138********", "****1111"), (number.ToString(), card.ToString()));
        Assert.Equal(("", ""), (default(MobileNumber).ToString(), default(BankCard).ToString()));
    }
}
