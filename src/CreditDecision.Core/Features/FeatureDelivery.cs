using System.Collections.Immutable;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Features;

/// <summary>Values of one borrower that came outside an application, as they came over the wire: nothing checked.</summary>
public sealed record FeatureDeliveryDraft(
    string ClientId, string RecordId, string IdNumber, string Source, IReadOnlyList<NamedFeatureDraft> Features, IReadOnlyList<ConsentDraft> Consents)
{
    /// <summary>Says nothing of its content: it is unchecked and personal.</summary>
    public override string ToString() => nameof(FeatureDeliveryDraft);
}

/// <summary>Values of one borrower that came outside an application and passed the border, under the rules of an application's own (A33, A36).</summary>
/// <param name="Features">Known to the catalog and of its types; whether a value can be used is for <see cref="Judge"/>.</param>
/// <param name="Consents">Under which the values were obtained.</param>
public sealed record FeatureDelivery(ResidentId Borrower, ImmutableArray<NamedFeature> Features, ImmutableArray<Consent> Consents)
{
    /// <returns>Null with at least one error, every bad field named.</returns>
    public static FeatureDelivery? TryCreate(
        FeatureDeliveryDraft draft, FeatureObjection objection, DateTimeOffset receivedAt, out IReadOnlyList<FieldError> errors)
    {
        var found = new FieldErrors();
        var check = new ApplicationCheck(found, receivedAt);
        check.Identifier(draft.ClientId, "client_id");
        check.Identifier(draft.RecordId, "record_id");
        check.Identifier(draft.Source, "source");
        if (!ResidentId.TryParse(draft.IdNumber, out ResidentId borrower, out string error)) found.Add("id_number", error);
        else found.Require(borrower.BirthDate <= BeijingTime.DayOf(receivedAt), "id_number", "has a birth date in the future");
        found.Require(draft.Features.Count > 0, "features", "must not be empty");
        var delivery = new FeatureDelivery(borrower, check.Features(draft.Features, objection, room: null), check.Consents(draft.Consents));
        errors = found.All;
        return found.Any ? null : delivery;
    }

    /// <summary>
    /// What a decision made at the moment could use of each, partners aside: they are admitted and dismissed later. By slot of the catalog;
    /// what is not of this delivery is missing.
    /// </summary>
    public FeatureVector Judge(FeatureCatalog catalog, DateTimeOffset at)
    {
        var vector = new FeatureVector(catalog.Features.Count);
        FeatureAssembly.Place(vector, catalog, Features, new ConsentSet(Consents.AsSpan(), at), at);
        return vector;
    }

    /// <summary>Says nothing of its content: it is personal.</summary>
    public override string ToString() => nameof(FeatureDelivery);
}
