using System.Security.Cryptography;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Features;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Decisions.Messages;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.Monitoring;

/// <summary>Opens recorded evidence and makes the application of it again. Used by one thread; an application holds until the next one is read.</summary>
internal sealed class ApplicationReading(EvidenceSeal seal, FeatureCatalog catalog, TextCache texts) : IDisposable
{
    private readonly EvidenceReader _evidence = seal.Reader();
    private readonly DraftReader _drafts = new(texts, catalog);
    private readonly FeatureRoom _room = new();

    /// <returns>Null with a cause of a fixed vocabulary: one record that cannot be read must not end a run over a million others.</returns>
    public Application? Read(in ScannedDecision entry, out Facts facts, out string cause)
    {
        facts = default;
        cause = "";
        try
        {
            ApplicationDraft draft = _drafts.Read(_evidence.Open(entry.Evidence, entry.BorrowerKey, entry.DecisionId), out facts);
            var application = Application.TryCreate(draft, Objection, entry.DecidedAt, out _, _room);
            if (application is null) cause = "not acceptable any more";
            return application;
        }
        catch (KeyDestroyedException)
        {
            cause = "the evidence was erased with its borrower's key, or changed";
        }
        catch (CryptographicException)
        {
            cause = "the evidence was changed, or its key is not among those given";
        }
        catch (InvalidDataException)
        {
            cause = "the record cannot be read";
        }
        return null;
    }

    // What has left the catalog is not watched, and no reason to leave out the rest.
    private string? Objection(in NamedFeatureDraft given, out int place)
    {
        string? objection = catalog.Objection(given, out place);
        return place == NamedFeature.NoPlace ? null : objection;
    }

    public void Dispose() => _evidence.Dispose();
}
