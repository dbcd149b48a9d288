using System.Security.Cryptography;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Strategies;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.Strategies;
using Google.Protobuf;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Replays;

/// <summary>Puts an application together again as the decision desk did when it came, with a book and a moment of the caller's choice.</summary>
/// <param name="DecisionId">Empty for an application that nobody made.</param>
internal sealed record Reconstruction(Wire.DecideRequest Request, StrategyBook Book, Guid DecisionId, DateTimeOffset DecidedAt)
{
    /// <summary>Decides instead of the strategy that the book has for the borrower, who then is in no experiment.</summary>
    public StrategySnapshot? Strategy { get; init; }

    /// <returns>Null with at least one error.</returns>
    public AdmittedApplication? Admit(PersonalDataKeys keys, out IReadOnlyList<FieldError> errors)
    {
        Application? application = Application.TryCreate(ApplicationTranslation.ToDraft(Request), Book.Catalog.Objection, DecidedAt, out errors);
        if (Strategy is null && Book.RolloutOf(Request.Product) is null && Request.Product.Length > 0)
            errors = [.. errors, new FieldError("product", "is not served by any running strategy")];
        if (application is null || errors.Count > 0) return null;
        BorrowerToken borrower = keys.TokenOf(application.Borrower.Id.Text);
        StrategyAssignment? assigned = Strategy is null ? Book.Choose(application.Product, borrower) : null;
        return new AdmittedApplication
        {
            Request = Request,
            Application = application,
            Strategy = Strategy ?? assigned!.Value.Strategy,
            Documents = Book.Documents,
            ContentHash = SHA256.HashData(Request.ToByteArray()),
            Borrower = borrower,
            DecisionId = DecisionId,
            DecidedAt = DecidedAt,
            Experiment = assigned?.ToWire(),
        };
    }

    /// <summary>Says nothing of its content: it is personal.</summary>
    public override string ToString() => $"{nameof(Reconstruction)} {DecisionId}";
}
