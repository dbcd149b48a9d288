using System.Collections.Concurrent;
using System.Security.Cryptography;
using CreditDecision.Core.Applications;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Decisions.Messages;
using CreditDecision.Service.Ledger;
using CreditDecision.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using EvaluationForm = CreditDecision.Core.Expressions.EvaluationForm;

namespace CreditDecision.Service.Replays;

/// <summary>
/// Decides recorded decisions again with what made them, and compares. Lives for one run, for which it checks each content once. Any number
/// of threads may use it.
/// </summary>
internal sealed class Replayer(ContentBooks books, EvidenceOpening evidences, EvaluationForm form, ReplayLog log)
{
    private const string ContentKind = "content";

    private readonly ConcurrentDictionary<string, Lazy<Task<FoundContent>>> _contents = new(StringComparer.Ordinal);

    /// <exception cref="LedgerUnavailableException">The archive cannot be read.</exception>
    public async ValueTask<ReplayedDecision> ReplayAsync(LedgerEntry entry, CancellationToken cancellation)
    {
        if (Parse(entry) is not { } recorded) return Not(entry, "", ReplayObstacle.RecordDamaged, "the recorded decision is no message of this service");
        string? content = recorded.Documents.LastOrDefault(document => document.Kind == ContentKind)?.Sha256;
        if (content is null) return Not(entry, "", ReplayObstacle.NoContentRecorded, "it was recorded before contents were kept");
        FoundContent found = await FindAsync(content, cancellation);
        return found.Book is null ? Not(entry, content, found.Obstacle, found.Explanation) : await ReplayAsync(entry, content, found, cancellation);
    }

    private async ValueTask<ReplayedDecision> ReplayAsync(LedgerEntry entry, string content, FoundContent found, CancellationToken cancellation)
    {
        try
        {
            StoredEvidence evidence = await evidences.OpenAsync(entry, cancellation);
            var again = new Admission(ReceivedRequest.Of(evidence.Request), found.Book!, entry.DecidedAt) { StoredFeatures = evidence.StoredFeatures };
            if (again.Check(out IReadOnlyList<FieldError> errors) is not { } application)
                return Not(entry, content, ReplayObstacle.ApplicationRefused, string.Join("; ", errors.Select(error => $"{error.Field} {error.Description}")));
            AdmittedApplication admitted = again.Admit(application, evidences.Keys.TokenOf(application.Borrower.Id.Text), entry.DecisionId, again.ContentHash(), evidence.Facts.Velocity, evidence.ListHits);
            return Compare(entry, content, admitted.Decide(new Exposure(evidence.Facts.ReservedConsumerCredit.Fen)));
        }
        catch (Exception sealing) when (sealing is CryptographicException or InvalidProtocolBufferException)
        {
            return Not(entry, content, ReplayObstacle.EvidenceNotOpened, sealing.Message);
        }
        catch (EvidenceErasedException erased)
        {
            return Not(entry, content, ReplayObstacle.EvidenceErased, erased.Message);
        }
        catch (Exception fault) when (fault is not (LedgerUnavailableException or OperationCanceledException))
        {
            // One decision that cannot be made must not end a run over a million others.
            log.Failed(fault, entry.DecisionId);
            return Not(entry, content, ReplayObstacle.Failed, $"deciding failed with {fault.GetType().Name}; the service's log says how");
        }
    }

    private Task<FoundContent> FindAsync(string content, CancellationToken cancellation) =>
        _contents.GetOrAdd(content, sha256 => new Lazy<Task<FoundContent>>(() => books.FindAsync(sha256, form, cancellation))).Value;

    private static Decision? Parse(LedgerEntry entry)
    {
        try
        {
            return DecisionDesk.Parse(entry);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static ReplayedDecision Compare(LedgerEntry recorded, string content, LedgerEntry replayed)
    {
        DecisionDifferences differences = DecisionDifferences.Between(recorded, replayed);
        ReplayedDecision told = Head(recorded, content);
        told.Outcome = differences.Count == 0 ? ReplayOutcome.Identical : ReplayOutcome.Differs;
        told.DifferenceCount = differences.Count;
        told.Differences.Add(differences.Told);
        return told;
    }

    private static ReplayedDecision Not(LedgerEntry entry, string content, ReplayObstacle obstacle, string explanation)
    {
        ReplayedDecision told = Head(entry, content);
        (told.Outcome, told.Obstacle, told.Explanation) = (ReplayOutcome.NotReplayed, obstacle, explanation);
        return told;
    }

    private static ReplayedDecision Head(LedgerEntry entry, string content) => new()
    {
        DecisionId = entry.DecisionId.ToString("D"),
        ClientId = entry.ClientId,
        ApplicationId = entry.ApplicationId,
        Product = entry.Product,
        DecidedAt = entry.DecidedAt.ToTimestamp(),
        ContentSha256 = content,
    };
}
