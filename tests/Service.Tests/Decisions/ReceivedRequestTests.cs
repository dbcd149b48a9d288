using CreditDecision.Service.Decisions.Messages;
using CreditDecision.V1;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;

namespace CreditDecision.Service.Tests.Decisions;

/// <summary>Whatever bytes a caller writes an application in, the service goes on with those that it would write itself.</summary>
public sealed class ReceivedRequestTests
{
    private static readonly CanonicalForm Form = CanonicalForm.Of(DecideRequest.Descriptor);

    [Fact]
    public void What_the_library_writes_holds()
    {
        Assert.True(Form.Holds([]));
        Assert.True(Form.Holds(Requests.Clean("whole").ToByteArray()));
        foreach (int seed in Enumerable.Range(1, 2_000))
        {
            // Some numbers are refused later; here only their form matters.
            var request = (DecideRequest)Filling.Of(DecideRequest.Descriptor, new System.Random(seed));
            Assert.True(Form.Holds(request.ToByteArray()), request.ToString());
        }
    }

    [Fact]
    public void Bytes_that_hold_are_those_that_the_message_is_serialized_to_however_they_came_about() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new System.Random(seed);
            byte[] bytes = Mutated(((DecideRequest)Filling.Of(DecideRequest.Descriptor, random)).ToByteArray(), random);
            if (!Form.Holds(bytes)) return true;
            return DecideRequest.Parser.ParseFrom(bytes).ToByteArray().AsSpan().SequenceEqual(bytes);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    [Theory]
    [InlineData("2000", "a number that is nothing")]
    [InlineData("2880 00", "a tenor in two bytes of which one would do")]
    [InlineData("2901 00 00 00 00 00 00 00", "a number in another form")]
    [InlineData("28ff ff ff ff 1f", "more than 32 bits of a number that has 32")]
    [InlineData("28ff ff ff ff ff ff ff ff ff 02", "a varint of more than 64 bits")]
    [InlineData("2001 2001", "a field twice")]
    [InlineData("2801 2001", "fields in another order")]
    [InlineData("0a02 c328", "a text that is no UTF-8")]
    [InlineData("0a05 41", "a text that ends early")]
    [InlineData("0a80 00", "a length in two bytes of which one would do")]
    [InlineData("9a06 00", "a field that nobody knows")]
    [InlineData("8201 08 0a0161 18 01 22 0163", "a feature of two kinds")]
    [InlineData("07", "a form that there is not")]
    public void Anything_else_does_not(string hex, string what)
    {
        byte[] bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        Assert.False(Form.Holds(bytes), what);
    }

    [Fact]
    public void A_caller_who_writes_otherwise_is_understood_as_the_library_understands_it()
    {
        DecideRequest request = Requests.Clean("other-form");
        // The amount first, a tenor of its own that a later one replaces, and a field of another version at the end.
        byte[] bytes = [0x20, .. VarintOf(request.AmountFen), 0x28, 0x63, .. request.ToByteArray(), 0x98, 0x06, 0x05];
        ReceivedRequest received = ReceivedRequest.Of(bytes);
        Assert.Equal(DecideRequest.Parser.ParseFrom(bytes).ToByteArray(), received.Bytes);
        Assert.Equal(request.ClientId, received.ClientId);
        Assert.Equal(12, received.Message.TenorMonths);
        Assert.Throws<InvalidProtocolBufferException>(() => ReceivedRequest.Of([0x0a, 0x05, 0x41]));
    }

    private static byte[] VarintOf(long value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        return [.. bytes, (byte)value];
    }

    // A byte changed, put in, taken out or moved, or a piece written twice.
    private static byte[] Mutated(byte[] bytes, System.Random random)
    {
        List<byte> changed = [.. bytes];
        for (int i = random.Next(3); i >= 0 && changed.Count > 0; i--)
        {
            int at = random.Next(changed.Count);
            switch (random.Next(5))
            {
                case 0: changed[at] = (byte)random.Next(256); break;
                case 1: changed.Insert(at, (byte)random.Next(256)); break;
                case 2: changed.RemoveAt(at); break;
                case 3: changed[at] ^= (byte)(1 << random.Next(8)); break;
                default: changed.InsertRange(at, changed.GetRange(at, Math.Min(random.Next(1, 12), changed.Count - at))); break;
            }
        }
        return [.. changed];
    }
}
