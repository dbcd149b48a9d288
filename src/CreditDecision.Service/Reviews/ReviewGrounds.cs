using CreditDecision.Core.Applications;
using CreditDecision.Core.Expressions;
using CreditDecision.Core.Reviews;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Replays;
using CreditDecision.Service.Strategies;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Reviews;

/// <summary>What binds whoever reviews a decision, but for what the borrower holds here, which only a transaction can tell.</summary>
/// <param name="Cap">Of consumer credit (A6), as the bank's policy says it now.</param>
/// <param name="HeldElsewhere">Consumer credit that the borrower held outside this service when applying; null where it was erased.</param>
internal sealed record ReviewBounds(DateTimeOffset ReferredAt, Wire.Offer? Offered, bool HardRuleStands, bool TakesOfCap, Money Cap, Money? HeldElsewhere, ReviewTerms? Terms)
{
    public Money Limit => Money.FromFen(Offered?.LimitFen ?? 0);

    public ReviewSubject With(Exposure exposure) =>
        new(ReferredAt, Limit, HardRuleStands, TakesOfCap, HeldElsewhere is { } held ? Cap - Money.FromFen(exposure.ReservedFen) - held : null, Terms);

    /// <summary>The decision's offer of another amount, at its own price.</summary>
    /// <param name="amount">That the rules allow.</param>
    public Wire.Offer OfferOf(Money amount)
    {
        if (amount == Limit) return Offered!;
        Wire.Offer offer = DecisionTranslation.ToWire(Terms!.LoanOf(amount)!);
        offer.Disclosure = Offered!.Disclosure;
        return offer;
    }
}

/// <summary>Reads what binds a reviewer out of the decision, its evidence and what the bank's policy says now.</summary>
internal sealed class ReviewGrounds(EvidenceOpening evidence, StrategyShelf shelf, ContentBooks archive)
{
    /// <exception cref="LedgerUnavailableException">The evidence or the archive cannot be read.</exception>
    public async ValueTask<ReviewBounds> OfAsync(LedgerEntry referred, Wire.Decision reply, CancellationToken cancellation)
    {
        StrategySnapshot? strategy = await StrategyOfAsync(reply, cancellation);
        // A product that nobody knows any more was consumer credit, for all that is known here: that is the side to err on.
        bool takesOfCap = (strategy ?? shelf.Current.For(referred.Product))?.Product.Category is null or ProductCategory.Consumer;
        Money? elsewhere = takesOfCap ? await HeldElsewhereAsync(referred, cancellation) : Money.Zero;
        ReviewTerms? terms = strategy is null || reply.Offer is not { } offer ? null : new ReviewTerms(
            offer.TenorMonths, (RepaymentMethod)offer.RepaymentMethod, new BasisPoints(offer.NominalRateBps), strategy.Limit, strategy.Pricing);
        return new ReviewBounds(referred.DecidedAt, reply.Offer, HardRuleStands(reply), takesOfCap, shelf.Current.Context.Bank.ConsumerCreditCap, elsewhere, terms);
    }

    /// <summary>Enough for who does not ask about amounts: nothing is opened.</summary>
    public static ReviewBounds WithoutAmounts(LedgerEntry referred, Wire.Decision reply) =>
        new(referred.DecidedAt, reply.Offer, HardRuleStands(reply), TakesOfCap: false, Money.Zero, HeldElsewhere: null, Terms: null);

    // The pipeline makes no such referral; should one ever be in the store, it is nobody's to approve.
    private static bool HardRuleStands(Wire.Decision reply) =>
        reply.Outcome != Wire.Outcome.Refer || reply.Trace.Any(stage => stage.Outcome is Wire.Outcome.Decline or Wire.Outcome.OutOfScope);

    // Most often it still serves; else it is compiled out of the archive, which takes a while and is kept.
    private async ValueTask<StrategySnapshot?> StrategyOfAsync(Wire.Decision reply, CancellationToken cancellation)
    {
        bool IsIt(StrategySnapshot strategy) => strategy.Sha256 == reply.Strategy.Sha256;
        if (shelf.Current.Strategies.FirstOrDefault(IsIt) is { } serving) return serving;
        string content = reply.Documents.LastOrDefault(document => document.Kind == "content")?.Sha256 ?? "";
        FoundContent found = await archive.FindAsync(content, EvaluationForm.Compiled, cancellation);
        return found.Book?.Strategies.FirstOrDefault(IsIt);
    }

    private async ValueTask<Money?> HeldElsewhereAsync(LedgerEntry referred, CancellationToken cancellation)
    {
        try
        {
            StoredEvidence opened = await evidence.OpenAsync(referred, cancellation);
            return Money.FromFen(opened.Request.Finances?.ConsumerCreditHereFen ?? 0);
        }
        catch (EvidenceErasedException)
        {
            return null;
        }
    }
}
