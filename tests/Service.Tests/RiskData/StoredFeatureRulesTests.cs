using CreditDecision.Core.Applications;
using CreditDecision.Core.Features;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.RiskData;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Storage.V1;
using CreditDecision.V1;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf.WellKnownTypes;

namespace CreditDecision.Service.Tests.RiskData;

[Trait("Article", "A36")]
public sealed class StoredFeatureRulesTests
{
    private const string Name = "card_utilisation";

    private static readonly FeatureCatalog Catalog = ContentLoader.Load(new ContentFolder(Repository.Root), out _)!.Catalog;

    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    // Minutes ago, each a value of its own; every third cannot be used.
    private static readonly Arbitrary<int[]> Orders = Gen.Shuffle(Enumerable.Range(1, 9).ToArray()).ToArbitrary();

    [Fact]
    public void Whatever_the_order_the_newest_that_can_be_used_stands_and_decides() => Prop.ForAll(Orders, order =>
    {
        var stored = new StoredFeatures();
        foreach (int minutes in order) stored = Put(stored, minutes);
        IReadOnlyList<V1.Feature> used = StoredFeatureRules.Use(stored, new DecideRequest(), Catalog, Now);
        int newest = order.Where(CanBeUsed).Min();
        return stored.Features.Count == 1 && used.Count == 1 && used[0].Number == Value(newest);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_the_request_gives_stands_unless_something_newer_was_put() => Prop.ForAll(Orders, order =>
    {
        (int given, int put) = (order[0], order.Skip(1).First(CanBeUsed));
        var request = new DecideRequest { Features = { Feature(given, 0.5) } };
        return StoredFeatureRules.Use(Put(new StoredFeatures(), put), request, Catalog, Now).Count == (put < given ? 1 : 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    [Trait("Article", "A33")]
    public void A_partners_newer_word_displaces_neither_the_banks_own_nor_what_is_given()
    {
        var stored = new StoredFeatures();
        foreach ((int minutes, string partner) in new[] { (5, ""), (1, "mall") })
        {
            V1.Feature feature = Feature(minutes, Value(minutes));
            feature.PartnerId = partner;
            stored.Features.Add(new StoredFeature { Feature = feature });
        }
        Assert.Equal("", Assert.Single(StoredFeatureRules.Use(stored, new DecideRequest(), Catalog, Now)).PartnerId);
        // The bank's own is a year old: the partner's is all that is left, but not where the request gives one.
        stored.Features[0].Feature.ObservedAt = Now.AddDays(-365).ToTimestamp();
        Assert.Equal("mall", Assert.Single(StoredFeatureRules.Use(stored, new DecideRequest(), Catalog, Now)).PartnerId);
        Assert.Empty(StoredFeatureRules.Use(stored, new DecideRequest { Features = { Feature(3, 0.5) } }, Catalog, Now));
    }

    private static bool CanBeUsed(int minutes) => minutes % 3 != 0;

    private static double Value(int minutes) => CanBeUsed(minutes) ? minutes / 100.0 : -5;

    private static V1.Feature Feature(int minutes, double value) => new() { Name = Name, Number = value, ObservedAt = Now.AddMinutes(-minutes).ToTimestamp() };

    private static StoredFeatures Put(StoredFeatures before, int minutes)
    {
        V1.Feature feature = Feature(minutes, Value(minutes));
        var request = new PutFeaturesRequest { ClientId = "c", RecordId = $"r{minutes}", Source = "s", Features = { feature } };
        var consent = new ConsentDraft(Core.Applications.ConsentScope.CreditBureau, Now.AddDays(-1), Now.AddDays(1), "e");
        var draft = new FeatureDeliveryDraft("c", request.RecordId, Decisions.Requests.IdNumber(1), "s", [ApplicationTranslation.ToDraft(feature)], [consent]);
        FeatureVector judged = FeatureDelivery.TryCreate(draft, Catalog.Objection, Now, out _)!.Judge(Catalog, Now);
        (StoredFeatures next, FeatureQuality[] qualities) = StoredFeatureRules.Put(before, request, Catalog, judged);
        Assert.Equal(CanBeUsed(minutes), qualities[0] is FeatureQuality.Used or FeatureQuality.NotNewer);
        return next;
    }
}
