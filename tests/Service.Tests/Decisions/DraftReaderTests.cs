using System.Text.Json;
using System.Text.Json.Serialization;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Features;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Decisions.Messages;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace CreditDecision.Service.Tests.Decisions;

public sealed class DraftReaderTests
{
    private static readonly JsonSerializerOptions Named = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private static readonly FeatureCatalog Catalog = ContentLoader.Load(new ContentFolder(Repository.Root), out _)!.Catalog;

    private readonly DraftReader _reader = new(new TextCache(), Catalog);

    [Fact]
    public void A_draft_read_from_bytes_is_the_one_translated_from_the_message() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var evidence = new Storage.V1.Evidence { ReservedConsumerCreditFen = seed % 3 == 0 ? 0 : seed };
        if (seed % 20 != 0) evidence.Request = (DecideRequest)Filling.Of(DecideRequest.Descriptor, new System.Random(seed));
        var random = new System.Random(seed);
        // As the service keeps them: each name once.
        foreach (string name in new[] { "a", "card_utilisation", "employment_months" }.Where(_ => random.Next(3) == 0))
        {
            var stored = (V1.Feature)Filling.Of(V1.Feature.Descriptor, random);
            stored.Name = name;
            evidence.StoredFeatures.Add(stored);
        }
        byte[] bytes = evidence.ToByteArray();
        ApplicationDraft draft = _reader.Read(bytes, out Facts facts);
        StoredEvidence parsed = StoredEvidence.Parse(bytes);
        return facts == parsed.Facts && Text(draft) == Text(ApplicationTranslation.ToDraft(parsed.Request, parsed.StoredFeatures));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_request_of_the_reference_product_is_read_whole()
    {
        DecideRequest request = Requests.Clean("whole");
        request.Partner = new V1.Partner { PartnerId = "example-mall", Kind = V1.PartnerKind.Ecommerce };
        byte[] bytes = new Storage.V1.Evidence { Request = request }.ToByteArray();
        ApplicationDraft draft = _reader.Read(bytes, out _);
        Assert.Equal(Text(ApplicationTranslation.ToDraft(request)), Text(draft));
        Assert.All(draft.Features, given => Assert.Equal(given.Name, Catalog.Features[given.Place].Name));
    }

    // What a caller of another version may send: fields that the service does not know, and known numbers in a form that they do not have. The
    // service passes over them and keeps them, so they lie in the evidence too.
    [Fact]
    public void What_the_service_does_not_know_is_passed_over_as_the_service_passes_over_it() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new System.Random(seed);
        DecideRequest request = Requests.Clean("noise");
        request = DecideRequest.Parser.ParseFrom([.. request.ToByteArray(), .. Noise(DecideRequest.Descriptor, random)]);
        request.Borrower = Noisy(request.Borrower, random);
        request.Finances = Noisy(request.Finances, random);
        request.Process = Noisy(request.Process, random);
        request.Features[0] = Noisy(request.Features[0], random);
        request.Consents[0] = Noisy(request.Consents[0], random);
        ApplicationDraft draft = _reader.Read(new Storage.V1.Evidence { Request = request }.ToByteArray(), out _);
        return Text(draft) == Text(ApplicationTranslation.ToDraft(request));
    }).QuickCheckThrowOnFailure();

    private static T Noisy<T>(T message, System.Random random) where T : IMessage<T> =>
        (T)message.Descriptor.Parser.ParseFrom([.. message.ToByteArray(), .. Noise(message.Descriptor, random)]);

    private static byte[] Noise(MessageDescriptor type, System.Random random)
    {
        using var stream = new MemoryStream();
        using var output = new CodedOutputStream(stream);
        for (int i = 0; i < 6; i++)
        {
            int number = random.Next(1, 40);
            // Any form but the field's own.
            FieldType known = type.FindFieldByNumber(number)?.FieldType ?? FieldType.Group;
            if (known != FieldType.Double && random.Next(2) == 0) Write(WireFormat.WireType.Fixed64, () => output.WriteFixed64((ulong)random.NextInt64()));
            if (known is FieldType.Double or FieldType.String or FieldType.Message) Write(WireFormat.WireType.Varint, () => output.WriteInt64(random.NextInt64()));
            if (known is not (FieldType.String or FieldType.Message) && random.Next(2) == 0) Write(WireFormat.WireType.LengthDelimited, () => output.WriteString("x"));
            if (random.Next(3) != 0) continue;
            Write(WireFormat.WireType.StartGroup, () => output.WriteTag(1, WireFormat.WireType.Varint));
            output.WriteInt32(random.Next());
            Write(WireFormat.WireType.EndGroup, () => { });

            void Write(WireFormat.WireType form, Action value)
            {
                output.WriteTag(number, form);
                value();
            }
        }
        output.Flush();
        return stream.ToArray();
    }

    [Fact]
    public void Bytes_that_end_early_are_told_apart_from_a_record()
    {
        byte[] bytes = new Storage.V1.Evidence { Request = Requests.Clean("cut") }.ToByteArray();
        for (int length = 1; length < bytes.Length; length += 7)
            Assert.Throws<InvalidDataException>(() => _reader.Read(bytes.AsSpan(0, length), out _));
    }

    // Every field of every kind, there or not; numbers also where no enum has them, moments also where no calendar has them.
    // A message has no hint of where a catalog keeps its features.
    private static string Text(ApplicationDraft draft) => JsonSerializer.Serialize(
        draft with { Features = [.. draft.Features.Select(given => given with { Place = NamedFeature.NoPlace })] }, Named);
}
