using System.Collections.Immutable;
using CreditDecision.Cli.Calls;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Governance;
using CreditDecision.V1;
using Google.Protobuf;
using GovernanceEvent = CreditDecision.Core.Governance.GovernanceEvent;

namespace CreditDecision.Cli.Governance.Dossiers;

/// <summary>Fetches the log and its documents, and believes only what their hashes bear out.</summary>
internal sealed class LogReader(Connection connection, CancellationToken cancellation)
{
    // Of events with long texts; a message has 4 MiB at most.
    private const int PageSize = 50;

    private readonly ModelGovernanceService.ModelGovernanceServiceClient _client = new(connection.Channel);

    /// <exception cref="Failure">There are no events, or their chain does not hold.</exception>
    public async Task<ImmutableArray<EventLink>> ReadAsync()
    {
        var chain = ImmutableArray.CreateBuilder<EventLink>();
        var request = new ListEventsRequest { PageSize = PageSize };
        do
        {
            ListEventsResponse page = await _client.ListEventsAsync(request, connection.Options(cancellation));
            chain.AddRange(page.Events.Select(next => new EventLink(next.Canonical.ToByteArray(), DigestOf(next.Digest))));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        string[] problems = [.. DossierCheck.Chain(chain)];
        return problems.Length == 0 ? chain.ToImmutable() : throw new Failure($"the service's log of governance is not whole:\n  {string.Join("\n  ", problems)}");
    }

    /// <exception cref="Failure">Its content is another.</exception>
    public async Task<HeldDocument> DocumentAsync(Digest sha256)
    {
        GovernanceDocument found = await _client.GetDocumentAsync(new GetDocumentRequest { Sha256 = sha256.ToString() }, connection.Options(cancellation));
        var held = new HeldDocument(sha256, found.Kind, found.MediaType, found.Content.ToByteArray());
        return Digest.Of(held.Content) == sha256 ? held : throw new Failure($"the service's document {sha256} does not have that hash");
    }

    public async Task<IReadOnlyList<HeldDocument>> DocumentsAsync(IEnumerable<Digest> named)
    {
        var documents = new List<HeldDocument>();
        foreach (Digest sha256 in named.Distinct()) documents.Add(await DocumentAsync(sha256));
        return documents;
    }

    /// <exception cref="Failure">An event is of a form that this program does not know.</exception>
    public static ImmutableArray<GovernanceEvent> Decoded(IEnumerable<EventLink> chain)
    {
        try
        {
            return [.. chain.Select(link => EventBytes.Read(link.Canonical))];
        }
        catch (FormatException problem)
        {
            throw new Failure($"the service's log of governance cannot be read: {problem.Message}");
        }
    }

    private static Digest DigestOf(ByteString bytes) => bytes.Length == Digest.Length ? new Digest(bytes.Span) : throw new Failure("the service told a digest that is none");
}
