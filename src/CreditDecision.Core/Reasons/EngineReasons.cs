namespace CreditDecision.Core.Reasons;

/// <summary>
/// The reasons that the engine itself gives. The thousands say the stage; within a decision, reasons of one severity are
/// ordered by number, so the number is also the precedence.
/// </summary>
public static class EngineReasons
{
    private static readonly List<ReasonDefinition> Defined = [];

    // 1000: scope and compliance.
    public static readonly ReasonCode OfflineJudgement = Define(1001, "offline_core_judgement", "A5",
        "贷款的核心授信判断来自线下，不属于互联网贷款，请通过线下渠道办理。", "The core credit judgement is made offline, so this is not an internet loan; please apply at a branch.");
    public static readonly ReasonCode OfflineCollateral = Define(1002, "offline_collateral", "A5",
        "押品需线下评估登记或交付保管，不属于互联网贷款，请通过线下渠道办理。", "The collateral is assessed or handed over offline, so this is not an internet loan; please apply at a branch.");
    public static readonly ReasonCode AmountOutsideProduct = Define(1101, "amount_outside_product", "",
        "申请金额不在该产品的额度范围内。", "The amount asked for is outside this product's range.");
    public static readonly ReasonCode TenorOutsideProduct = Define(1102, "tenor_outside_product", "",
        "申请期限不在该产品的期限范围内。", "The term asked for is outside this product's range.");
    public static readonly ReasonCode RepaymentMethodNotOffered = Define(1103, "repayment_method_not_offered", "",
        "该产品不提供所选的还款方式。", "This product does not offer the repayment method chosen.");
    public static readonly ReasonCode BulletTenorTooLong = Define(1104, "bullet_tenor_too_long", "A6",
        "到期一次性还本的贷款期限不得超过一年。", "A loan whose principal is repaid at once at maturity may not run longer than a year.");
    public static readonly ReasonCode AgeOutsideProduct = Define(1105, "age_outside_product", "",
        "申请人年龄不符合该产品要求。", "The applicant's age does not meet this product's requirement.");
    public static readonly ReasonCode ReadingTimeTooShort = Define(1201, "contract_reading_too_short", "A17",
        "借款合同阅读时间不足，请完整阅读合同后重新提交申请。", "The contract was not read for long enough; please read it in full and apply again.");
    public static readonly ReasonCode ConsentPreTicked = Define(1202, "consent_pre_ticked", "A17",
        "授权或选项存在默认勾选，本次申请无效，请由您本人逐项确认后重新提交。", "An option was ticked in advance, so this application cannot stand; please confirm each item yourself and apply again.");
    public static readonly ReasonCode BureauAuthorisationMissing = Define(1301, "bureau_authorisation_missing", "A20",
        "缺少有效的征信查询授权。", "There is no valid authorisation to query the credit bureau.");
    public static readonly ReasonCode ConsentMissing = Define(1302, "required_consent_missing", "A34",
        "缺少办理本贷款所必需的个人信息授权。", "A consent that this loan needs is missing or has expired.");
    public static readonly ReasonCode PurposeHousing = Define(1401, "purpose_housing", "A24",
        "贷款资金不得用于购房或偿还住房抵押贷款。", "The loan may not be used to buy a house or repay a mortgage.");
    public static readonly ReasonCode PurposeInvestment = Define(1402, "purpose_investment", "A24",
        "贷款资金不得用于股票、债券、期货、金融衍生品和资产管理产品等投资。", "The loan may not be used for stocks, bonds, futures, derivatives or asset-management products.");
    public static readonly ReasonCode PurposeFixedAssetOrEquity = Define(1403, "purpose_fixed_asset_or_equity", "A24",
        "贷款资金不得用于固定资产或股本权益性投资。", "The loan may not be used for fixed-asset or equity investment.");
    public static readonly ReasonCode PurposeUnlawful = Define(1404, "purpose_unlawful", "A24",
        "贷款用途为法律法规所禁止。", "The purpose of the loan is forbidden by law.");
    public static readonly ReasonCode PurposeNotOffered = Define(1405, "purpose_not_offered", "",
        "该产品不支持所选的贷款用途。", "This product is not offered for the purpose chosen.");
    public static readonly ReasonCode PartnerNotAdmitted = Define(1501, "partner_not_admitted", "A49",
        "合作机构不在本行准入名单内。", "The partner is not on the bank's admission list.");
    public static readonly ReasonCode CrossRegion = Define(1601, "cross_region", "A9",
        "您所在地区暂不在本行互联网贷款服务范围内。", "Your region is outside the bank's internet-lending area.");

    // 2000: identity.
    public static readonly ReasonCode NetworkCheckMissing = Define(2001, "network_check_missing", "A18",
        "身份联网核查未完成，需人工核验。", "The identity register check was not completed; a person will verify it.");
    public static readonly ReasonCode BiometricMissing = Define(2002, "biometric_missing", "A18",
        "生物识别核验未完成，需人工核验。", "The biometric check was not completed; a person will verify it.");
    public static readonly ReasonCode WillingnessMissing = Define(2003, "willingness_missing", "A18",
        "借款意愿核验未完成，需人工核验。", "The confirmation that you want this loan was not completed; a person will verify it.");
    public static readonly ReasonCode NetworkCheckFailed = Define(2011, "network_check_failed", "A18",
        "姓名与身份证号码联网核查不一致。", "Name and identity number do not match the register.");
    public static readonly ReasonCode BiometricFailed = Define(2012, "biometric_failed", "A18",
        "生物识别核验未通过。", "The biometric check failed.");
    public static readonly ReasonCode WillingnessFailed = Define(2013, "willingness_failed", "A18",
        "借款意愿核验未通过。", "The confirmation that you want this loan failed.");
    public static readonly ReasonCode IdentityCheckedByPartnerOnly = Define(2021, "identity_checked_by_partner_only", "A18",
        "身份核验不得仅由合作机构完成，需由本行核验。", "Identity may not be verified by a partner alone; the bank will verify it.");
    public static readonly ReasonCode IdentityEvidenceStale = Define(2022, "identity_evidence_stale", "A18",
        "身份核验已过期，需重新核验。", "The identity evidence is too old; it must be renewed.");
    public static readonly ReasonCode IdentityScoreReject = Define(2101, "identity_score_reject", "A18",
        "身份核验综合评估未通过。", "The overall identity assessment was not passed.");
    public static readonly ReasonCode IdentityScoreReview = Define(2102, "identity_score_review", "A18",
        "身份信息需人工进一步核验。", "Your identity information needs a closer look by a person.");

    // 3000: anti-fraud. Texts stay general on purpose: telling a fraudster what gave them away trains them.
    public static readonly ReasonCode FraudScoreReject = Define(3101, "fraud_score_reject", "A19",
        "本次申请未通过安全评估。", "This application did not pass our security assessment.");
    public static readonly ReasonCode FraudScoreReview = Define(3102, "fraud_score_review", "A19",
        "本次申请需人工进行安全核验。", "This application needs a security check by a person.");

    // 4000: anti-money-laundering.
    public static readonly ReasonCode AmlScoreReject = Define(4101, "aml_score_reject", "A18",
        "本次申请未通过合规审查。", "This application did not pass our compliance review.");
    public static readonly ReasonCode AmlScoreReview = Define(4102, "aml_score_review", "A18",
        "本次申请需人工进行合规审查。", "This application needs a compliance review by a person.");

    // 5000: risk.
    public static readonly ReasonCode RiskScoreReject = Define(5101, "risk_score_reject", "A21",
        "综合信用评估未达到授信标准。", "The overall credit assessment is below our lending standard.");
    public static readonly ReasonCode RiskScoreReview = Define(5102, "risk_score_review", "A21",
        "综合信用评估需人工复核。", "The overall credit assessment needs a review by a person.");

    // 6000: limit.
    public static readonly ReasonCode GradeNotEligible = Define(6001, "grade_not_eligible", "A21",
        "信用等级未达到该产品的授信标准。", "The credit grade does not qualify for this product.");
    public static readonly ReasonCode AffordabilityInsufficient = Define(6002, "affordability_insufficient", "A21",
        "结合收入与现有债务评估，还款能力不足。", "Given income and existing debts, the repayments would not be affordable.");
    public static readonly ReasonCode DebtTooHigh = Define(6003, "total_debt_too_high", "A21",
        "现有债务总额相对收入过高。", "Existing debt is too high relative to income.");
    public static readonly ReasonCode CapReached = Define(6004, "consumer_credit_cap_reached", "A6",
        "您在本行的个人消费信用贷款授信总额已达监管上限。", "Your total consumer credit at this bank has reached the regulatory cap.");

    // 7000: pricing.
    public static readonly ReasonCode PriceAboveCeiling = Define(7001, "price_above_ceiling", "A17",
        "按风险定价的综合成本将超过上限，无法提供贷款。", "Priced for its risk, the loan would cost more than the ceiling allows.");

    // 8000: review triggers (A22).
    public static readonly ReasonCode LargeAmountReview = Define(8001, "large_amount_review", "A22",
        "申请金额较大，需人工复核。", "The amount is large and is reviewed by a person.");
    public static readonly ReasonCode LowConfidenceReview = Define(8002, "near_cut_off_review", "A22",
        "评估结果接近标准，需人工复核。", "The assessment is close to our standard and is reviewed by a person.");
    public static readonly ReasonCode ReducedLimitReview = Define(8003, "reduced_limit_review", "A22",
        "可授信额度明显低于申请金额，需人工复核。", "The limit we can offer is well below the amount asked for; a person reviews it.");
    public static readonly ReasonCode AgeReview = Define(8004, "age_review", "A22",
        "根据申请人年龄，需人工复核。", "Because of the applicant's age, a person reviews this application.");

    // 9000: facts and scores that were missing or unusable.
    public static readonly ReasonCode FactsMissing = Define(9001, "risk_data_missing", "A36",
        "部分必要的风险数据缺失或已过期，需人工复核。", "Some of the risk data needed is missing or out of date; a person reviews this application.");
    public static readonly ReasonCode FactsMissingDecline = Define(9002, "risk_data_missing_decline", "A36",
        "缺少办理本贷款所必需的风险数据。", "Risk data that this loan cannot do without is missing.");
    public static readonly ReasonCode ScoreUnusable = Define(9003, "model_score_unusable", "A36",
        "风险评估未能得出有效结果，需人工复核。", "A risk model gave no usable result; a person reviews this application.");

    public static readonly ReasonCode RuleNotAnswered = Define(9004, "rule_not_answered", "A36",
        "部分审批规则未能得出有效结果。", "A rule of this product could not be answered for this application.");

    public static IReadOnlyList<ReasonDefinition> All => Defined;

    private static ReasonCode Define(int number, string name, string article, string zh, string en)
    {
        var code = new ReasonCode(number);
        Defined.Add(new ReasonDefinition(code, name, article, zh, en));
        return code;
    }
}
