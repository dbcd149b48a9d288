using System.Text.Json;
using System.Text.Json.Serialization;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Service.Backtests;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.V1;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace CreditDecision.Service.Tests.Backtests;

public sealed class DraftReaderTests
{
    private static readonly JsonSerializerOptions Named = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly DraftReader _reader = new(new TextCache());

    [Fact]
    public void A_draft_read_from_bytes_is_the_one_translated_from_the_message() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var evidence = new Storage.V1.Evidence { ReservedConsumerCreditFen = seed % 3 == 0 ? 0 : seed };
        if (seed % 20 != 0) evidence.Request = (DecideRequest)Filled(DecideRequest.Descriptor, new System.Random(seed));
        byte[] bytes = evidence.ToByteArray();
        ApplicationDraft draft = _reader.Read(bytes, out Facts facts);
        StoredEvidence parsed = StoredEvidence.Parse(bytes);
        return facts == parsed.Facts && Text(draft) == Text(ApplicationTranslation.ToDraft(parsed.Request));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_request_of_the_reference_product_is_read_whole()
    {
        DecideRequest request = Requests.Clean("whole");
        request.Partner = new V1.Partner { PartnerId = "example-mall", Kind = V1.PartnerKind.Ecommerce };
        byte[] bytes = new Storage.V1.Evidence { Request = request }.ToByteArray();
        Assert.Equal(Text(ApplicationTranslation.ToDraft(request)), Text(_reader.Read(bytes, out _)));
    }

    [Fact]
    public void Bytes_that_end_early_are_told_apart_from_a_record()
    {
        byte[] bytes = new Storage.V1.Evidence { Request = Requests.Clean("cut") }.ToByteArray();
        for (int length = 1; length < bytes.Length; length += 7)
            Assert.Throws<InvalidDataException>(() => _reader.Read(bytes.AsSpan(0, length), out _));
    }

    // Every field of every kind, there or not; numbers also where no enum has them, moments also where no calendar has them.
    private static IMessage Filled(MessageDescriptor type, System.Random random)
    {
        IMessage message = type.Parser.ParseFrom([]);
        foreach (FieldDescriptor field in type.Fields.InFieldNumberOrder())
        {
            if (random.Next(4) == 0) continue;
            if (!field.IsRepeated) field.Accessor.SetValue(message, Value(field, random));
            else for (int i = random.Next(4); i > 0; i--) ((System.Collections.IList)field.Accessor.GetValue(message)).Add(Value(field, random));
        }
        return message;
    }

    private static object Value(FieldDescriptor field, System.Random random) => field.FieldType switch
    {
        FieldType.Message => Filled(field.MessageType, random),
        FieldType.String => new[] { "", "a", "王小明", "card_utilisation", new string('x', 200) }[random.Next(5)],
        FieldType.Int64 => random.Next(3) == 0 ? random.NextInt64(long.MinValue, long.MaxValue) : random.NextInt64(2_000_000_000),
        FieldType.Int32 => random.Next(3) == 0 ? random.Next(int.MinValue, int.MaxValue) : random.Next(1_000_000_000),
        FieldType.Enum => System.Enum.ToObject(field.EnumType.ClrType, random.Next(-2, 8)),
        FieldType.Bool => random.Next(2) == 0,
        _ => random.Next(5) == 0 ? double.NaN : random.NextDouble() * 100,
    };

    private static string Text(ApplicationDraft draft) => JsonSerializer.Serialize(draft, Named);
}
