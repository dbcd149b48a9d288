using CreditDecision.Core.Values;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Values;

/// <summary>Names of people and identifiers of things.</summary>
public sealed class NamesTests
{
    private const string IdentifierCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";

    [Theory]
    [InlineData("张三", "张三", "张**")]
    [InlineData("  张三\u3000", "张三", "张**")] // an ideographic space too
    [InlineData("阿依古丽·买买提", "阿依古丽·买买提", "阿**")]
    [InlineData("𠮷田", "𠮷田", "𠮷**")] // a character of two UTF-16 units
    [InlineData("李", "李", "**")]
    public void A_name_is_trimmed_and_shown_by_its_first_character(string text, string kept, string shown)
    {
        Assert.True(PersonName.TryParse(text, out PersonName name, out string error));
        Assert.Equal(("", kept, shown), (error, name.Text, name.ToString()));
    }

    [Theory]
    [InlineData(null, "1 to 64")]
    [InlineData("", "1 to 64")]
    [InlineData(" \t ", "1 to 64")]
    [InlineData("张\n三", "control")]
    [InlineData("张\0三", "control")]
    [InlineData("张\u200B三", "cannot be seen")] // zero-width space
    [InlineData("张\u202E三", "cannot be seen")] // right-to-left override
    public void What_is_no_name_is_refused(string? text, string part)
    {
        Assert.False(PersonName.TryParse(text, out PersonName name, out string error));
        Assert.Contains(part, error);
        Assert.Equal(default, name);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_no_character() => Assert.False(PersonName.TryParse("张" + '\uD842', out _, out _));

    [Fact]
    public void Length_is_counted_in_characters_not_in_units()
    {
        Assert.True(PersonName.TryParse(string.Concat(Enumerable.Repeat("𠮷", 64)), out _, out _));
        Assert.False(PersonName.TryParse(string.Concat(Enumerable.Repeat("𠮷", 65)), out _, out _));
    }

    [Fact]
    public void Identifiers_are_1_to_64_of_their_characters() =>
        Prop.ForAll(Gen.Choose(0, 70).SelectMany(length => Gen.Elements(IdentifierCharacters.ToCharArray()).ArrayOf(length)).ToArbitrary(), characters =>
        {
            string text = new(characters);
            bool read = Identifier.TryParse(text, out Identifier identifier, out string error);
            return read == (text.Length is >= 1 and <= 64) && identifier.Text == (read ? text : "") && (error.Length == 0) == read;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(null)]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a\n")]
    [InlineData("é")]
    [InlineData("客户")]
    public void Other_characters_make_no_identifier(string? text)
    {
        Assert.False(Identifier.TryParse(text, out _, out string error));
        Assert.Contains("A-Z a-z 0-9 . _ -", error);
    }
}
