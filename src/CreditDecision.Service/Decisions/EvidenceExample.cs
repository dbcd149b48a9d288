using CreditDecision.Storage.V1;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Decisions;

/// <summary>
/// What evidence has in common with other evidence: names, categories, kinds. It stands in a dictionary in the clear and for good, so it is
/// made of what is known not to be personal, and everything that a borrower said or is known by is left out, numbers and moments too.
/// </summary>
internal static class EvidenceExample
{
    public static Evidence Of(Wire.DecideRequest request)
    {
        var example = new Wire.DecideRequest
        {
            Product = request.Product,
            RepaymentMethod = request.RepaymentMethod,
            Purpose = request.Purpose,
            Process = request.Process,
            Disclosure = new Wire.Disclosure { ContractVersion = request.Disclosure?.ContractVersion ?? "" },
            Channel = new Wire.Channel { Kind = request.Channel?.Kind ?? default },
            Partner = request.Partner,
        };
        foreach (Wire.Consent consent in request.Consents) example.Consents.Add(new Wire.Consent { Scope = consent.Scope });
        foreach (Wire.Feature feature in request.Features) example.Features.Add(NameOf(feature));
        return new Evidence { Request = example };
    }

    private static Wire.Feature NameOf(Wire.Feature feature)
    {
        var name = new Wire.Feature { Name = feature.Name, PartnerId = feature.PartnerId };
        // A category is one of the catalog's, and a number keeps its place with nothing in it.
        if (feature.ValueCase == Wire.Feature.ValueOneofCase.Number) name.Number = 0;
        if (feature.ValueCase == Wire.Feature.ValueOneofCase.Flag) name.Flag = false;
        if (feature.ValueCase == Wire.Feature.ValueOneofCase.Category) name.Category = feature.Category;
        return name;
    }
}
