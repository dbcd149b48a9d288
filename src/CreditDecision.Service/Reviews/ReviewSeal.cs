using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Reviews;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.PersonalData;
using CreditDecision.Storage.V1;
using Google.Protobuf;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Reviews;

/// <summary>
/// The one way of an event into the log and out of it. What a reviewer writes may tell of the borrower, so it is sealed under the borrower's key and
/// erased with it (A35); the hash is over what is sealed, and holds after that.
/// </summary>
internal sealed class ReviewSeal(EvidenceSeal evidence)
{
    private readonly BorrowerKeys _borrowers = new(evidence.Keys);
    private readonly ChainSeal _chain = evidence.Keys.ChainSeal();

    /// <exception cref="LedgerUnavailableException">The borrower's key cannot be used here.</exception>
    public ReviewEntry Write(LedgerEntry referred, Wire.Decision reply, ReviewBounds bounds, ReviewCase before, ReviewEvent done, ReviewGround ground)
    {
        try
        {
            byte[]? keyToKeep = done.Text is { Length: > 0 } ? evidence.Replacing(ground.BorrowerKey) : null;
            long number = (ground.Last?.Record.Number ?? 0) + 1;
            ReviewDetail detail = DetailOf(reply, bounds, before, done);
            if (done.Text is { Length: > 0 } text)
                detail.SealedText = ByteString.CopyFrom(_borrowers.Seal(keyToKeep ?? ground.BorrowerKey!, Encoding.UTF8.GetBytes(text), Place(number, referred.DecisionId)));
            var record = new ReviewRecord(
                number, referred.DecisionId.ToByteArray(bigEndian: true), referred.Borrower.ToArray(), done.Act, done.Who, done.At, done.Became, done.ClaimedUntil, done.Amount, done.Reserved,
                detail.ToByteArray(), ground.Last?.Digest ?? default);
            Digest digest = record.Digest();
            return new ReviewEntry(new StoredReview(record, digest, _chain.Of(digest)), keyToKeep);
        }
        catch (CryptographicException problem)
        {
            // As when a decision is recorded: most likely a key that this replica has not yet.
            throw new LedgerUnavailableException("The borrower's key cannot be used here.", problem);
        }
    }

    /// <param name="borrowerKey">As it is kept now; null where there is none.</param>
    /// <exception cref="CryptographicException">The text was changed, or its key is not here.</exception>
    public ReviewEvent Read(StoredReview stored, byte[]? borrowerKey)
    {
        ReviewRecord record = stored.Record;
        ReviewDetail detail = DetailOf(stored);
        return new ReviewEvent(record.Act, record.Who, record.At, record.Became, record.ClaimedUntil, record.Amount, record.Reserved, TextOf(record, detail, borrowerKey), CodesOf(detail));
    }

    /// <summary>The same without its text, for who does not ask for it.</summary>
    public static ReviewEvent WithoutText(StoredReview stored)
    {
        ReviewRecord record = stored.Record;
        return new ReviewEvent(record.Act, record.Who, record.At, record.Became, record.ClaimedUntil, record.Amount, record.Reserved, null, CodesOf(DetailOf(stored)));
    }

    public static ReviewDetail DetailOf(StoredReview stored) => ReviewDetail.Parser.ParseFrom(stored.Record.Detail.Span);

    /// <returns>What was approved; null while nothing was.</returns>
    public static Wire.Offer? OfferOf(KeptCase kept) => kept.Events is [.., { Record.Became: ReviewState.Approved } closing] ? DetailOf(closing).Offer : null;

    private static ImmutableArray<ReasonCode> CodesOf(ReviewDetail detail) => [.. detail.ReasonCodes.Select(code => new ReasonCode(code))];

    private static ReviewDetail DetailOf(Wire.Decision reply, ReviewBounds bounds, ReviewCase before, ReviewEvent done)
    {
        var detail = new ReviewDetail { ReasonCodes = { done.Codes.Select(code => code.Number) } };
        if (done.Act is ReviewAct.Confirm or ReviewAct.SendBack) detail.ProposedBy = before.Proposal!.Who;
        if (done.Closes) detail.Artifacts.Add(reply.Models.Prepend(reply.Strategy).Select(artifact => new Storage.V1.ReviewedArtifact { Kind = artifact.Kind, Id = artifact.Id, Version = artifact.Version }));
        if (done.Became == ReviewState.Approved) detail.Offer = bounds.OfferOf(done.Amount);
        return detail;
    }

    private string? TextOf(ReviewRecord record, ReviewDetail detail, byte[]? borrowerKey)
    {
        if (detail.SealedText.IsEmpty) return "";
        try
        {
            using SealReader reader = evidence.Keys.Reader();
            return Encoding.UTF8.GetString(reader.Open(detail.SealedText.Span, borrowerKey, Place(record.Number, new Guid(record.Decision.Span, bigEndian: true))));
        }
        catch (KeyDestroyedException)
        {
            return null;
        }
    }

    private static byte[] Place(long number, Guid decision)
    {
        byte[] place = [.. "creditdecision: text of a review"u8, .. new byte[sizeof(long)], .. decision.ToByteArray()];
        BinaryPrimitives.WriteInt64BigEndian(place.AsSpan(place.Length - 16 - sizeof(long)), number);
        return place;
    }
}
