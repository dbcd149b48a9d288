using CreditDecision.Service.Strategies;
using CreditDecision.Service.Strategies.Contents;

namespace CreditDecision.Service.Governance;

/// <summary>Only what governance put in force decides.</summary>
internal sealed class GovernedGate(GovernanceBook book) : IContentGate
{
    public ContentPart Part => ContentPart.Base;

    public async ValueTask<(IContentSource? Source, IReadOnlyList<string> Problems)> MakeAsync(StrategyBook folder, CancellationToken cancellation)
    {
        GovernanceState state = await book.FollowAsync(cancellation);
        IContentSource? made = GovernedContent.Of(folder, state.Portfolio, out IReadOnlyList<string> problems);
        return (made, problems);
    }
}
