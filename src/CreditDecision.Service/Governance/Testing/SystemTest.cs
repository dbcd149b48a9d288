using CreditDecision.Core.Audit;
using CreditDecision.Core.Governance;
using CreditDecision.Service.Strategies;
using CreditDecision.V1;

namespace CreditDecision.Service.Governance.Testing;

/// <summary>What a test that the service ran found.</summary>
/// <param name="Report">As JSON; its hash is what a review binds.</param>
/// <param name="Page">The same for people.</param>
/// <param name="Policy">By which it was judged; one that is built in has no document, but a name.</param>
internal sealed record SystemTest(bool Passed, IReadOnlyList<TestCheck> Checks, GovernanceDocument Report, GovernanceDocument Page, GovernanceDocument Policy)
{
    public IReadOnlyList<GovernanceDocument> Documents => [Report, Page, Policy];

    public Particulars Said(string text) => new(text, Document: Report.Sha256, Policy: Policy.Sha256, Passed: Passed, Page: Page.Sha256);
}

/// <summary>What is tested: the thing, as the log has it and as its registration's content holds it.</summary>
internal sealed record TestedThing(Thing Thing, DescribedThing Described, StrategyBook Content, Portfolio Portfolio)
{
    public Digest Artifact => Thing.Registration.Hashes.Artifact;
}
