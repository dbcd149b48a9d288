using CreditDecision.Core.Documents;
using CreditDecision.Core.Reasons;

namespace CreditDecision.Core.Strategies.Rules;

/// <summary>Whether a reason says what a rule does: a borrower who is declined must not be told that a person will look.</summary>
internal static class ReasonFit
{
    private const int FirstOfReviews = 8_000, LastOfReviews = 8_999;

    private static readonly HashSet<ReasonCode> SpeakOfAPerson =
    [
        EngineReasons.NetworkCheckMissing, EngineReasons.BiometricMissing, EngineReasons.WillingnessMissing, EngineReasons.IdentityScoreReview,
        EngineReasons.FraudScoreReview, EngineReasons.AmlScoreReview, EngineReasons.RiskScoreReview, EngineReasons.FactsMissing, EngineReasons.ScoreUnusable,
    ];

    /// <summary>Finds the reason that a rule names, or reports why it cannot give it.</summary>
    public static ReasonCode Read(DocumentObject item, ReasonCatalog reasons, RuleOutcome outcome)
    {
        string name = item.Text("reason", 64);
        if (name.Length == 0) return default;
        if (ObjectionTo(name, reasons, outcome, out ReasonCode reason) is { } objection) item.Fail("reason", objection);
        return reason;
    }

    /// <summary>Why a rule of this word cannot give that reason; null where it can.</summary>
    public static string? ObjectionTo(string name, ReasonCatalog reasons, RuleOutcome outcome, out ReasonCode reason)
    {
        if (!reasons.TryFind(name, out reason)) return $"no reason \"{name}\" is known; the bank's own are written in the reason document";
        if (reason == EngineReasons.OfflineJudgement || reason == EngineReasons.OfflineCollateral)
            return $"\"{name}\" is said of what is no internet loan (A5), which no rule can find";
        if (outcome == RuleOutcome.Decline && SpeaksOfAPerson(reason)) return $"\"{name}\" tells the borrower that a person will look, but this declines";
        return null;
    }

    private static bool SpeaksOfAPerson(ReasonCode reason) =>
        reason.Number is >= FirstOfReviews and <= LastOfReviews || SpeakOfAPerson.Contains(reason);
}
