using CreditDecision.Core.Applications;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Strategies.Facts;

namespace CreditDecision.Core.Decisions;

/// <summary>Evidence of who applies and that they want to (A18), then the identity models and rules.</summary>
internal static class IdentityStage
{
    private static readonly ModelQuestion Models = new(
        Stage.Identity, EngineReasons.IdentityScoreReview, EngineReasons.IdentityScoreReject, StrategyFacts.IdentityProbability);

    public static void Judge(DecisionRun run, StageFinding finding)
    {
        IdentityEvidence evidence = run.Application.IdentityEvidence;
        Check(run, finding, evidence.NetworkCheck, EngineReasons.NetworkCheckMissing, EngineReasons.NetworkCheckFailed);
        Check(run, finding, evidence.Biometric, EngineReasons.BiometricMissing, EngineReasons.BiometricFailed);
        Check(run, finding, evidence.Willingness, EngineReasons.WillingnessMissing, EngineReasons.WillingnessFailed);
        if (PartnerAlone(evidence)) finding.Refer(EngineReasons.IdentityCheckedByPartnerOnly);
        if (finding.Open) ModelStages.Judge(run, finding, Models);
    }

    private static void Check(DecisionRun run, StageFinding finding, IdentityCheck? check, ReasonCode missing, ReasonCode failed)
    {
        if (check is null or { Result: CheckResult.Inconclusive }) finding.Refer(missing);
        else if (check.Result != CheckResult.Passed) finding.Decline(failed);
        else if (run.DecidedAt - check.CheckedAt > run.Strategy.Stages.IdentityEvidenceMaxAge) finding.Refer(EngineReasons.IdentityEvidenceStale);
    }

    // The bank may not hand the verification over to a partner: at least one passed check must be its own or an authority's.
    private static bool PartnerAlone(IdentityEvidence evidence)
    {
        bool passed = false;
        foreach (IdentityCheck? check in (ReadOnlySpan<IdentityCheck?>)[evidence.NetworkCheck, evidence.Biometric, evidence.Willingness])
        {
            if (check is { Result: CheckResult.Passed, Source: CheckSource.Bank or CheckSource.Authority }) return false;
            passed |= check is { Result: CheckResult.Passed };
        }
        return passed;
    }
}
