using System.Text;
using CreditDecision.Core.Features;
using CreditDecision.Service.PersonalData;
using CreditDecision.Storage.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.RiskData;

/// <summary>
/// What one transaction makes of several requests, one after the other, from what the store had when it was read. Reads and writes nothing.
/// </summary>
/// <param name="features">Of the borrowers of the requests.</param>
internal sealed class PutTurn(
    PersonalDataKeys keys, FeatureCatalog catalog, DateTimeOffset putAt, IReadOnlyDictionary<BorrowerToken, StoredFeaturesBlob> features)
{
    private readonly Dictionary<BorrowerToken, (long Version, StoredFeatures Features)> _now = [];
    private readonly List<RiskRecordRow> _records = [];

    public IReadOnlyList<RiskRecordRow> Records => _records;

    /// <summary>Adds a request that is not there yet.</summary>
    public Wire.PutFeaturesResponse Add(Wire.PutFeaturesRequest request, FeatureDelivery delivery)
    {
        BorrowerToken borrower = keys.TokenOf(delivery.Borrower.Text);
        (long version, StoredFeatures before) = _now.TryGetValue(borrower, out var now) ? now : Before(borrower);
        (StoredFeatures next, Wire.FeatureQuality[] qualities) = StoredFeatureRules.Put(before, request, catalog, delivery.Judge(catalog, putAt));
        var response = new Wire.PutFeaturesResponse { Version = version + 1, PutAt = putAt.ToTimestamp() };
        response.Results.Add(request.Features.Zip(qualities, (feature, quality) => new Wire.FeatureResult { Name = feature.Name, Quality = quality }));
        _now[borrower] = (response.Version, next);
        byte[] record = new RiskRecord { Request = request, Response = response }.ToByteArray();
        _records.Add(new RiskRecordRow(request.ClientId, request.RecordId, borrower, putAt, keys.Seal(record, Place(KeyOf(request)))));
        return response;
    }

    /// <summary>Of every borrower of whom something was added.</summary>
    public IReadOnlyList<StoredFeaturesChange> Changes() =>
    [
        .. _now.Select(each => new StoredFeaturesChange(
            each.Key, features.GetValueOrDefault(each.Key, StoredFeaturesBlob.None).Version,
            new StoredFeaturesBlob(each.Value.Version, keys.Seal(each.Value.Features.ToByteArray(), each.Key.ToArray())))),
    ];

    public static RiskRecordKey KeyOf(Wire.PutFeaturesRequest request) => new(request.ClientId, request.RecordId);

    /// <summary>What a sealed record is bound to.</summary>
    public static byte[] Place(RiskRecordKey key) => Encoding.UTF8.GetBytes($"risk record {key.ClientId}/{key.RecordId}");

    private (long Version, StoredFeatures Features) Before(BorrowerToken borrower)
    {
        StoredFeaturesBlob blob = features.GetValueOrDefault(borrower, StoredFeaturesBlob.None);
        return (blob.Version, RiskDataLookup.Open(blob, borrower, keys));
    }
}
