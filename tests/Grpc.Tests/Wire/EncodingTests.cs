using FsCheck;
using FsCheck.Fluent;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Tests.Wire;

/// <summary>How texts, times and bytes travel in headers.</summary>
public sealed class EncodingTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain text", "plain text")]
    [InlineData("100%", "100%25")]
    [InlineData("\t\n", "%09%0A")]
    [InlineData("额度", "%E9%A2%9D%E5%BA%A6")]
    [InlineData("😈", "%F0%9F%98%88")]
    public void A_message_is_percent_encoded_as_the_protocol_says(string text, string encoded)
    {
        Assert.Equal(encoded, PercentEncoding.Encode(text));
        Assert.Equal(text, PercentEncoding.Decode(encoded));
    }

    [Theory]
    [InlineData("%")]
    [InlineData("%4")]
    [InlineData("%zz")]
    public void What_is_no_escape_stays_as_it_is(string text) => Assert.Equal(text, PercentEncoding.Decode(text));

    [Fact]
    public void Every_text_comes_back_and_travels_in_printable_ASCII() => Prop.ForAll(
        Gen.Choose(0, 0x10FFFF).Where(code => code is < 0xD800 or > 0xDFFF).ListOf().ToArbitrary(),
        codes =>
        {
            string text = string.Concat(codes.Select(char.ConvertFromUtf32));
            string encoded = PercentEncoding.Encode(text);
            return encoded.All(letter => letter is >= ' ' and <= '~') && PercentEncoding.Decode(encoded) == text;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("0n", 0)]
    [InlineData("100n", 1)]
    [InlineData("5u", 50)]
    [InlineData("250m", 2_500_000)]
    [InlineData("99999999S", 999_999_990_000_000)]
    [InlineData("1M", 600_000_000)]
    [InlineData("1H", 36_000_000_000)]
    public void A_timeout_is_read_in_every_unit(string text, long ticks)
    {
        Assert.True(GrpcTimeout.TryParse(text, out TimeSpan timeout));
        Assert.Equal(ticks, timeout.Ticks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("S")]
    [InlineData("-1S")]
    [InlineData("1.5S")]
    [InlineData("123456789S")]
    [InlineData("1s")]
    [InlineData(" 1S")]
    public void What_is_no_timeout_is_refused(string text) => Assert.False(GrpcTimeout.TryParse(text, out _));

    [Fact]
    public void A_timeout_is_never_shortened_on_the_way() => Prop.ForAll(
        // Up to what eight digits of hours hold, eleven thousand years.
        Gen.Choose(0, 1_800_000_000).Select(n => TimeSpan.FromTicks((long)n * n)).ToArbitrary(),
        timeout => GrpcTimeout.TryParse(GrpcTimeout.Format(timeout), out TimeSpan read) && read >= timeout).QuickCheckThrowOnFailure();

    [Fact]
    public void Bytes_come_back_padded_or_not_and_joined_by_commas() => Prop.ForAll(
        Gen.Choose(0, 255).Select(n => (byte)n).ArrayOf().Two().ToArbitrary(),
        two =>
        {
            var metadata = new Metadata();
            MetadataCodec.Append(metadata, "k-bin", Convert.ToBase64String(two.Item1) + "," + Convert.ToBase64String(two.Item2).TrimEnd('='));
            byte[][] read = [.. metadata.Select(entry => entry.ValueBytes)];
            return read.Length == 2 && read[0].SequenceEqual(two.Item1) && read[1].SequenceEqual(two.Item2);
        }).QuickCheckThrowOnFailure();
}
