using CreditDecision.Core.Applications;
using CreditDecision.Core.Lending;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Strategies;

namespace CreditDecision.Core.Decisions;

/// <summary>Whether this is an internet loan at all, the hard rules that no model or rule may overrule, then the strategy's own.</summary>
internal static class ComplianceStage
{
    public static void Judge(DecisionRun run, StageFinding finding)
    {
        Scope(run.Application.Process, finding);
        if (!finding.Open) return;
        Terms(run, finding);
        Disclosure(run, finding);
        Consents(run, finding);
        Purpose(run, finding);
        Partner(run, finding);
        Region(run, finding);
        // Only now: without the consents above no feature is touched (A20).
        if (finding.Open) RuleJudgement.Judge(run, finding, Stage.Compliance);
    }

    // A3, A5
    private static void Scope(Process process, StageFinding finding)
    {
        if (process.CoreJudgement != CoreJudgement.Online) finding.OutOfScope(EngineReasons.OfflineJudgement);
        if (process.Collateral == Collateral.Offline) finding.OutOfScope(EngineReasons.OfflineCollateral);
    }

    private static void Terms(DecisionRun run, StageFinding finding)
    {
        Application application = run.Application;
        ProductTerms product = run.Strategy.Product;
        LimitPolicy limit = run.Strategy.Limit;
        // More than the product's most is not refused here: the limit stage cuts it.
        if (application.Amount < limit.MinAmount) finding.Decline(EngineReasons.AmountOutsideProduct);
        if (application.TenorMonths < limit.MinTenorMonths || application.TenorMonths > limit.MaxTenorMonths)
            finding.Decline(EngineReasons.TenorOutsideProduct);
        if (!product.RepaymentMethods.Contains(application.RepaymentMethod)) finding.Decline(EngineReasons.RepaymentMethodNotOffered);
        if (run.Strategy.Bank.BulletRuleApplies
            && !BulletTenorRule.Allows(application.RepaymentMethod, application.TenorMonths, run.Strategy.Bank.MostBulletMonths))
            finding.Decline(EngineReasons.BulletTenorTooLong);
        if (run.BorrowerAge < product.LeastAge || run.BorrowerAge > product.MostAge) finding.Decline(EngineReasons.AgeOutsideProduct);
    }

    // A17
    private static void Disclosure(DecisionRun run, StageFinding finding)
    {
        Disclosure disclosure = run.Application.Disclosure;
        if (disclosure.ReadingSeconds < run.Strategy.Bank.LeastReadingSeconds) finding.Decline(EngineReasons.ReadingTimeTooShort);
        if (disclosure.AnyConsentPreTicked) finding.Decline(EngineReasons.ConsentPreTicked);
    }

    // A20, A34
    private static void Consents(DecisionRun run, StageFinding finding)
    {
        foreach (ConsentScope scope in run.Strategy.Product.RequiredConsents)
        {
            if (run.Application.HasConsent(scope, run.DecidedAt)) continue;
            finding.Decline(scope == ConsentScope.CreditBureau ? EngineReasons.BureauAuthorisationMissing : EngineReasons.ConsentMissing);
        }
    }

    private static void Purpose(DecisionRun run, StageFinding finding)
    {
        switch (run.Application.Purpose)
        {
            case LoanPurpose.HousePurchase or LoanPurpose.MortgageRepayment:
                finding.Decline(EngineReasons.PurposeHousing);
                break;
            case LoanPurpose.SecuritiesInvestment or LoanPurpose.FuturesDerivatives or LoanPurpose.AssetManagementProducts:
                finding.Decline(EngineReasons.PurposeInvestment);
                break;
            case LoanPurpose.FixedAssetInvestment or LoanPurpose.EquityInvestment:
                finding.Decline(EngineReasons.PurposeFixedAssetOrEquity);
                break;
            case LoanPurpose.OtherUnlawful:
                finding.Decline(EngineReasons.PurposeUnlawful);
                break;
            default:
                if (!run.Strategy.Product.Purposes.Contains(run.Application.Purpose)) finding.Decline(EngineReasons.PurposeNotOffered);
                break;
        }
    }

    // A49: one admission list for the bank.
    private static void Partner(DecisionRun run, StageFinding finding)
    {
        if (run.Application.Partner is { } partner && !run.Strategy.Bank.AdmittedPartners.Contains(partner.PartnerId))
            finding.Decline(EngineReasons.PartnerNotAdmitted);
    }

    // A9. The region is that of the identity number's issue until a residence feature with provenance replaces it.
    private static void Region(DecisionRun run, StageFinding finding)
    {
        BankPolicy bank = run.Strategy.Bank;
        if (bank.HomeProvinces.Count == 0 || bank.HomeProvinces.Contains(run.Application.Borrower.Id.ProvinceCode)) return;
        if (bank.CrossRegion == CrossRegionRule.Decline) finding.Decline(EngineReasons.CrossRegion);
        if (bank.CrossRegion == CrossRegionRule.Refer) finding.Refer(EngineReasons.CrossRegion);
    }
}
