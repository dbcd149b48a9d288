using CreditDecision.Service.Decisions.Rehearsing;
using CreditDecision.Service.Reviews;

namespace CreditDecision.Service.Decisions;

public static class DecisionSetup
{
    public static void AddDecisions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<EvidenceSeal>();
        builder.Services.AddSingleton<EvidenceOpening>();
        builder.Services.AddSingleton<DecisionDesk>();
        builder.Services.AddSingleton<DecisionQueries>();
        builder.Services.AddSingleton<RehearsalLog>();
        builder.Services.AddSingleton<Rehearsal>();
        // One instance serves every call: it holds no state, and activation per call would cost more than the endpoint does.
        builder.Services.AddSingleton<DecisionEndpoint>();
        // What they refer is for people.
        builder.AddReviews();
    }
}
