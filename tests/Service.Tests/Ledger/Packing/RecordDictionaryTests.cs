using System.Text;
using CreditDecision.Service.Ledger.Packing;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;

namespace CreditDecision.Service.Tests.Ledger.Packing;

public sealed class RecordDictionaryTests
{
    private static readonly RecordDictionary Dictionary = RecordDictionary.Train([.. Enumerable.Range(0, 200).Select(Record)], 8 * 1024)!;

    [Fact]
    public void Whatever_is_packed_comes_back_and_is_never_longer() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), plain =>
        {
            byte[] packed = Dictionary.Pack(plain);
            return packed.Length <= plain.Length && (ReferenceEquals(packed, plain) || Dictionary.Unpack(packed)!.AsSpan().SequenceEqual(plain));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_record_like_the_examples_becomes_a_fraction()
    {
        byte[] plain = Record(1_000), packed = Dictionary.Pack(plain);
        Assert.True(packed.Length < plain.Length / 3, $"{packed.Length} of {plain.Length} bytes");
        Assert.True(PackedForm.TryRead(packed, out DictionaryId id));
        Assert.Equal(Dictionary.Id, id);
        Assert.Equal(plain, Dictionary.Unpack(packed));
    }

    [Fact]
    public void Damaged_bytes_are_told_or_are_other_bytes_and_never_throw()
    {
        byte[] packed = Dictionary.Pack(Record(1));
        for (int i = PackedForm.HeaderLength; i < packed.Length; i++)
        {
            byte[] changed = [.. packed];
            changed[i] ^= 0x5A;
            Dictionary.Unpack(changed);
            Dictionary.Unpack(packed.AsSpan(0, i));
        }
        // A frame that says it holds a gigabyte takes none.
        byte[] bomb = [.. packed.AsSpan(0, PackedForm.HeaderLength), 0x28, 0xB5, 0x2F, 0xFD, 0xA0, 0, 0, 0, 0x40, 1, 0, 0];
        Assert.Null(Dictionary.Unpack(bomb));
    }

    [Fact]
    public void Too_few_examples_make_no_dictionary() => Assert.Null(RecordDictionary.Train([[1], [2]], 8 * 1024));

    [Fact]
    public void No_message_is_taken_for_a_packed_record()
    {
        byte[] message = new V1.Decision { DecisionId = new string('0', 40) }.ToByteArray();
        Assert.False(PackedForm.TryRead(message, out _));
        Assert.False(PackedForm.TryRead([], out _));
        Assert.False(PackedForm.TryRead([0, 1], out _));
    }

    private static byte[] Record(int number) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20).Select(line =>
        $"what every record says in line {line}: the limit, the rate and the term, and here only the number {(number * 7919 + line) % 1000}; ")));
}
