using System.Security.Cryptography;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Features;
using CreditDecision.Core.Strategies;
using CreditDecision.Service.Decisions.Messages;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.Strategies;
using CreditDecision.Storage.V1;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Decisions;

/// <summary>
/// The one way from a request to an application that can be decided, for whoever decides: the desk now, a replay with the book and moment of
/// then, a simulation with a strategy that nobody runs.
/// </summary>
internal sealed record Admission(ReceivedRequest Request, StrategyBook Book, DateTimeOffset DecidedAt)
{
    /// <summary>Decides instead of the strategy that the book has for the borrower, who then is in no experiment.</summary>
    public StrategySnapshot? Strategy { get; init; }

    /// <summary>What of the store's risk data stands in for the request's features of the same names, or for none.</summary>
    public IReadOnlyList<Wire.Feature> StoredFeatures { get; init; } = [];

    /// <summary>SHA-256 of the request: tells whether an application that comes again is the same.</summary>
    public byte[] ContentHash() => SHA256.HashData(Request.Bytes);

    /// <returns>Null with at least one error.</returns>
    public Application? Check(out IReadOnlyList<FieldError> errors)
    {
        if (StoredFeatures.Count > 0) return Judge(ApplicationTranslation.ToDraft(Request.Message, StoredFeatures), out errors);
        DraftReader reader = DraftReaders.Take(Book.Catalog);
        try
        {
            return Judge(reader.Read(Request), out errors);
        }
        finally
        {
            DraftReaders.Return(Book.Catalog, reader);
        }
    }

    private Application? Judge(ApplicationDraft draft, out IReadOnlyList<FieldError> errors)
    {
        Application? application = Application.TryCreate(draft, Book.Catalog.Objection, DecidedAt, out errors);
        if (Strategy is null && Book.RolloutOf(draft.Product) is null && draft.Product.Length > 0)
            errors = [.. errors, new FieldError("product", "is not served by any running strategy")];
        return errors.Count == 0 ? application : null;
    }

    /// <param name="application">As <see cref="Check"/> gave it.</param>
    /// <param name="velocity">Null where it could not be learned.</param>
    /// <param name="listHits">Null where nobody looked.</param>
    /// <param name="decisionId">Empty for an application that nobody made.</param>
    public AdmittedApplication Admit(Application application, BorrowerToken borrower, Guid decisionId, byte[] contentHash, Velocity? velocity, ListHits? listHits)
    {
        // The check saw that the product is served.
        StrategyAssignment? assigned = Strategy is null ? Book.Choose(application.Product, borrower) : null;
        return new AdmittedApplication
        {
            Request = Request,
            Application = application,
            Strategy = Strategy ?? assigned!.Value.Strategy,
            Documents = Book.Documents,
            ContentHash = contentHash,
            Borrower = borrower,
            DecisionId = decisionId,
            DecidedAt = DecidedAt,
            Velocity = velocity,
            ListHits = listHits,
            StoredFeatures = StoredFeatures,
            Experiment = assigned?.ToWire(),
        };
    }

    /// <summary>Says nothing of its content: it is personal.</summary>
    public override string ToString() => nameof(Admission);
}
