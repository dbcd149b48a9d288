using System.Text;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Features;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.Strategies;
using CreditDecision.Storage.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.RiskData;

/// <summary>The gRPC face of risk data.</summary>
internal sealed class RiskDataEndpoint(IRiskDataStore store, RiskDataLookup lookup, PersonalDataKeys keys, StrategyShelf shelf, TimeProvider time)
    : Wire.RiskDataService.RiskDataServiceBase
{
    // Each loses only to one that won.
    private const int MostTries = 16;

    /// <exception cref="RpcException">The request cannot be accepted, its id was used for other content, or others were always faster.</exception>
    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read or written.</exception>
    public override async Task<Wire.PutFeaturesResponse> PutFeatures(Wire.PutFeaturesRequest request, ServerCallContext context)
    {
        CancellationToken cancellation = context.CancellationToken;
        FeatureCatalog catalog = shelf.Current.Catalog;
        DateTimeOffset putAt = Moments.ToMicroseconds(time.GetUtcNow());
        // What was acceptable when it was put may not be any more; a retry still gets its answer.
        if (await RecordedAsync(request, cancellation) is { } first) return first;
        FeatureDelivery delivery = FeatureDelivery.TryCreate(ToDraft(request), catalog.Objection, putAt, out IReadOnlyList<FieldError> errors)
            ?? throw Refusals.InvalidArgument(errors);
        BorrowerToken borrower = keys.TokenOf(delivery.Borrower.Text);
        FeatureVector judged = delivery.Judge(catalog, putAt);
        for (int i = 0; i < MostTries; i++)
        {
            StoredFeaturesBlob before = await store.ReadFeaturesAsync(borrower, cancellation);
            (StoredFeatures next, Wire.FeatureQuality[] qualities) = StoredFeatureRules.Put(lookup.Open(before, borrower), request, catalog, judged);
            var response = new Wire.PutFeaturesResponse { Version = before.Version + 1, PutAt = putAt.ToTimestamp() };
            response.Results.Add(request.Features.Zip(qualities, (feature, quality) => new Wire.FeatureResult { Name = feature.Name, Quality = quality }));
            var blob = new StoredFeaturesBlob(response.Version, keys.Seal(next.ToByteArray(), borrower.ToArray()));
            if (await store.PutAsync(Row(request, response, borrower, putAt), blob, cancellation))
            {
                lookup.Saw();
                return response;
            }
            if (await RecordedAsync(request, cancellation) is { } meanwhile) return meanwhile;
        }
        throw new RpcException(new Status(StatusCode.Aborted, "Data of this borrower is put by many at the same time; nothing was kept, retry."));
    }

    private async ValueTask<Wire.PutFeaturesResponse?> RecordedAsync(Wire.PutFeaturesRequest request, CancellationToken cancellation)
    {
        byte[]? row = await store.FindRecordAsync(request.ClientId, request.RecordId, cancellation);
        if (row is null) return null;
        RiskRecord record = RiskRecord.Parser.ParseFrom(keys.Open(row, Place(request)));
        return record.Request.Equals(request) ? record.Response : throw Refusals.RecordExists();
    }

    private RiskRecordRow Row(Wire.PutFeaturesRequest request, Wire.PutFeaturesResponse response, BorrowerToken borrower, DateTimeOffset putAt)
    {
        byte[] record = new RiskRecord { Request = request, Response = response }.ToByteArray();
        return new RiskRecordRow(request.ClientId, request.RecordId, borrower, putAt, keys.Seal(record, Place(request)));
    }

    private static byte[] Place(Wire.PutFeaturesRequest request) => Encoding.UTF8.GetBytes($"risk record {request.ClientId}/{request.RecordId}");

    private static FeatureDeliveryDraft ToDraft(Wire.PutFeaturesRequest request) => new(
        request.ClientId, request.RecordId, request.IdNumber, request.Source,
        [.. request.Features.Select(ApplicationTranslation.ToDraft)], [.. request.Consents.Select(ApplicationTranslation.ToDraft)]);
}
