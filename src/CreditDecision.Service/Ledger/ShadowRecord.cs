namespace CreditDecision.Service.Ledger;

/// <summary>What answered: numbers are the store's and the API's.</summary>
public enum ShadowKind
{
    Unspecified = 0,
    Strategy = 1,
    Model = 2,
}

/// <summary>What a strategy or model, asked in the shadow of a recorded decision, would have said. Once for each decision and version of it.</summary>
/// <param name="Sha256">Of the document that it was, lower-case hex.</param>
/// <param name="Outcome">The API's number; 0 of a model that answered, which has no cut-offs here and so no word.</param>
/// <param name="LimitFen">Null without an offer.</param>
/// <param name="NominalRateBps">Null without an offer.</param>
/// <param name="Probability">Of default for a strategy, of its own bad event for a model; null where it did not get so far.</param>
/// <param name="Result">All of it: the API's Decision for a strategy, its ModelScore for a model.</param>
public sealed record ShadowRecord(
    Guid DecisionId,
    ShadowKind Kind,
    string Id,
    string Version,
    string Sha256,
    int Outcome,
    long? LimitFen,
    int? NominalRateBps,
    double? Probability,
    byte[] Result);
