using System.Security.Cryptography;
using CreditDecision.Core.Documents;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Governance.Walking;

/// <summary>The whole life of a thing as somebody gathers it who trusts nothing but the bytes. A command that exports it can take its place.</summary>
internal static class WalkDossier
{
    /// <returns>What was done with the thing, in order and each act once where it was repeated in a row.</returns>
    public static async Task<IReadOnlyList<string>> CheckAsync(RunningService service, string thing, Metadata bearing)
    {
        ModelGovernanceService.ModelGovernanceServiceClient client = GovernedBank.Client(service);
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        var log = new List<GovernanceEvent>();
        var request = new ListEventsRequest { PageSize = 500 };
        do
        {
            ListEventsResponse page = await client.ListEventsAsync(request, bearing, cancellationToken: cancellation);
            log.AddRange(page.Events);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        byte[] before = new byte[32];
        foreach (GovernanceEvent next in log)
        {
            before = SHA256.HashData([.. before, .. next.Canonical.Span]);
            Assert.Equal(before, next.Digest.ToByteArray());
        }
        GovernanceEvent[] life = [.. log.Where(next => next.Thing.Id == thing)];
        foreach (string named in life.SelectMany(next => new[] { next.DocumentSha256, next.PageSha256, next.TestPolicySha256, next.PolicySha256 }).Where(hash => hash.Length > 0).Distinct())
        {
            GovernanceDocument document = await client.GetDocumentAsync(new GetDocumentRequest { Sha256 = named }, bearing, cancellationToken: cancellation);
            Assert.Equal(named, Convert.ToHexStringLower(SHA256.HashData(document.Content.Span)));
        }
        return [.. life.Select(next => SnakeCase.Of(next.Act).ToUpperInvariant()).Distinct()];
    }
}
