using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;
using FsCheck;
using FsCheck.Fluent;
using Outcome = CreditDecision.Core.Decisions.Outcome;

namespace CreditDecision.Core.Tests.Decisions;

public class DecisionPipelineTests
{
    [Fact]
    [Trait("Article", "A21")]
    public void A_clean_application_is_approved_in_full_with_a_priced_offer()
    {
        Decision decision = DecisionContent.Decide(DecisionContent.Draft());
        Assert.Equal(Outcome.Approve, decision.Outcome);
        Assert.Empty(decision.Reasons);
        Assert.Equal("A", decision.Grade.Name);
        Assert.Equal(5_000_000, decision.Offer!.Limit.Fen);
        Assert.Equal(decision.Offer.Limit, decision.Reserved);
        // 300 base + ceiling(PD 1/1025 × 6000) = 6 risk + 200 cost + 100 margin.
        Assert.Equal(606, decision.Offer.Loan.NominalRate.Value);
        Assert.Equal(12, decision.Offer.Loan.Schedule.Installments.Length);
        Assert.Equal(Enum.GetValues<Stage>().Skip(1), decision.Trace.Select(stage => stage.Stage));
        Assert.Empty(decision.Degraded);
    }

    [Theory]
    [Trait("Article", "A18")]
    [InlineData(0, "identity_score_review", "identity_score_reject")]
    [Trait("Article", "A19")]
    [InlineData(1, "fraud_score_review", "fraud_score_reject")]
    [InlineData(2, "aml_score_review", "aml_score_reject")]
    [Trait("Article", "A21")]
    [InlineData(3, "risk_score_review", "risk_score_reject")]
    public void Each_model_refers_and_declines_at_its_cut_offs(int model, string review, string reject)
    {
        string signal = DecisionContent.Signals[model];
        Decision referred = DecisionContent.Decide(DecisionContent.Draft().WithSignal(signal, 3));
        Assert.Equal(Outcome.Refer, referred.Outcome);
        Assert.Equal([review, "signal_weak"], referred.Reasons.Select(reason => reason.Name).Take(2));
        Assert.Equal(0, referred.Reserved.Fen);

        Decision declined = DecisionContent.Decide(DecisionContent.Draft().WithSignal(signal, 4));
        Assert.Equal(Outcome.Decline, declined.Outcome);
        Assert.Equal([reject, "signal_weak"], declined.Reasons.Select(reason => reason.Name));
        Assert.Equal((Stage)(model + 2), declined.Trace[^1].Stage);
        Assert.Null(declined.Offer);
    }

    [Fact]
    public void A_referral_goes_on_so_that_the_reviewer_sees_the_offer()
    {
        Decision decision = DecisionContent.Decide(DecisionContent.Draft().WithSignal("fraud_signal", 3));
        Assert.Equal(Outcome.Refer, decision.Outcome);
        Assert.NotNull(decision.Offer);
        Assert.Equal(Stage.Review, decision.Trace[^1].Stage);
        Assert.Equal(Money.Zero, decision.Reserved);
    }

    [Fact]
    public void A_decline_after_a_referral_stands_and_only_its_reasons_are_told()
    {
        Decision decision = DecisionContent.Decide(DecisionContent.Draft().WithSignal("identity_signal", 3).WithSignal("risk_signal", 4));
        Assert.Equal(Outcome.Decline, decision.Outcome);
        Assert.Equal(["risk_score_reject", "signal_weak"], decision.Reasons.Select(reason => reason.Name));
        Assert.Contains(decision.Trace[1].Reasons, reason => reason is { Outcome: Outcome.Refer, Reason.Name: "identity_score_review" });
    }

    [Fact]
    [Trait("Article", "A18")]
    public void In_one_stage_too_a_decline_is_not_told_that_a_person_will_look()
    {
        IdentityCheckDraft passed = DecisionContent.Passed(CheckSource.Bank);
        ApplicationDraft draft = DecisionContent.Draft() with
        {
            IdentityEvidence = new IdentityEvidenceDraft(passed with { Result = CheckResult.Inconclusive }, passed with { Result = CheckResult.Failed }, passed),
        };
        Decision decision = DecisionContent.Decide(draft);
        Assert.Equal(["biometric_failed"], decision.Reasons.Select(reason => reason.Name));
        Assert.Equal(["network_check_missing", "biometric_failed"], decision.Trace[^1].Reasons.Select(reason => reason.Reason.Name));
    }

    [Theory]
    [Trait("Article", "A18")]
    [InlineData("missing", Outcome.Refer, "biometric_missing")]
    [InlineData("inconclusive", Outcome.Refer, "biometric_missing")]
    [InlineData("failed", Outcome.Decline, "biometric_failed")]
    [InlineData("stale", Outcome.Refer, "identity_evidence_stale")]
    public void Identity_evidence_decides_before_the_model(string kind, Outcome expected, string reason)
    {
        IdentityCheckDraft passed = DecisionContent.Passed(CheckSource.Bank);
        IdentityCheckDraft? biometric = kind switch
        {
            "missing" => null,
            "inconclusive" => passed with { Result = CheckResult.Inconclusive },
            "failed" => passed with { Result = CheckResult.Failed },
            _ => passed with { CheckedAt = DecisionContent.Now.AddHours(-24).AddSeconds(-1) },
        };
        ApplicationDraft draft = DecisionContent.Draft();
        Decision decision = DecisionContent.Decide(draft with { IdentityEvidence = draft.IdentityEvidence! with { Biometric = biometric } });
        Assert.Equal(expected, decision.Outcome);
        Assert.Equal(reason, decision.Reasons[0].Name);
    }

    [Fact]
    [Trait("Article", "A18")]
    public void Verification_by_a_partner_alone_is_not_accepted()
    {
        IdentityCheckDraft partner = DecisionContent.Passed(CheckSource.Partner);
        ApplicationDraft draft = DecisionContent.Draft() with { IdentityEvidence = new IdentityEvidenceDraft(partner, partner, partner) };
        Decision decision = DecisionContent.Decide(draft);
        Assert.Equal(Outcome.Refer, decision.Outcome);
        Assert.Contains(decision.Reasons, reason => reason.Code == EngineReasons.IdentityCheckedByPartnerOnly);
    }

    [Theory]
    [Trait("Article", "A36")]
    [InlineData("model_handles", Outcome.Approve, null)]
    [InlineData("refer", Outcome.Refer, "risk_data_missing")]
    [InlineData("decline", Outcome.Decline, "risk_data_missing_decline")]
    public void A_missing_feature_is_what_the_catalog_says(string rule, Outcome expected, string? reason)
    {
        StrategyContext context = DecisionContent.MakeContext(missing: rule);
        StrategySnapshot strategy = DecisionContent.ReadStrategy(DecisionContent.StrategyText, context, out _)!;
        ApplicationDraft draft = DecisionContent.Draft();
        draft = draft with { Features = [.. draft.Features.Where(feature => feature.Name != "risk_signal")] };
        Decision decision = DecisionContent.Decide(draft, 0, strategy);
        Assert.Equal(expected, decision.Outcome);
        Assert.Equal(reason is null ? [] : [reason], decision.Reasons.Select(given => given.Name));
        Assert.Equal(reason is null ? [] : ["risk_signal"], decision.Degraded.Select(mark => mark.Subject));
    }

    [Fact]
    [Trait("Article", "A36")]
    public void A_stale_value_counts_as_missing_an_impossible_one_goes_to_a_person_and_both_say_so()
    {
        ApplicationDraft draft = DecisionContent.Draft().WithSignal("risk_signal", 11);
        draft = draft with { Features = [.. draft.Features.Select(f => f.Name == "aml_signal" ? f with { ObservedAt = DecisionContent.Now.AddHours(-25) } : f)] };
        Decision decision = DecisionContent.Decide(draft);
        Assert.Equal(
            [new DegradedMark("aml_signal", DegradedCause.Stale), new DegradedMark("risk_signal", DegradedCause.OutOfRange)], decision.Degraded);
        Assert.Equal("B", decision.Grade.Name);
        Assert.Equal(Outcome.Refer, decision.Outcome);
        Assert.Equal(EngineReasons.FactsMissing, Assert.Single(decision.Reasons).Code);
    }

    [Fact]
    [Trait("Article", "A33")]
    public void Partner_data_without_the_subjects_authorisation_is_not_used()
    {
        ApplicationDraft draft = DecisionContent.Draft();
        draft = draft with { Features = [.. draft.Features.Select(f => f with { PartnerId = "mall" })] };
        Decision unadmitted = DecisionContent.Decide(draft with { Features = [.. draft.Features.Select(f => f with { PartnerId = "evil" })] });
        Assert.All(unadmitted.Degraded, mark => Assert.Equal(DegradedCause.PartnerNotAdmitted, mark.Cause));
        Assert.Equal(4, unadmitted.Degraded.Count);
        Decision without = DecisionContent.Decide(draft);
        Assert.All(without.Degraded, mark => Assert.Equal(DegradedCause.NoConsent, mark.Cause));
        Assert.Equal(4, without.Degraded.Count);
        Decision with = DecisionContent.Decide(draft with { Consents = [.. draft.Consents, DecisionContent.Consent(ConsentScope.PartnerData)] });
        Assert.Empty(with.Degraded);
    }

    [Theory]
    [Trait("Article", "A6")]
    [InlineData(0, 0, 5_000_000)]
    [InlineData(17_000_000, 0, 3_000_000)]
    [InlineData(17_000_000, 2_005_000, 990_000)]
    [InlineData(19_950_000, 0, 0)]
    [InlineData(20_000_000, 0, 0)]
    public void The_offer_is_cut_to_the_headroom_of_the_cap_or_declined(long reservedFen, long elsewhereHereFen, long limitFen)
    {
        ApplicationDraft draft = DecisionContent.Draft();
        draft = draft with { Finances = draft.Finances! with { MonthlyIncome = 20_000_000, ConsumerCreditHere = elsewhereHereFen } };
        Decision decision = DecisionContent.Decide(draft, reservedFen);
        Assert.Equal(limitFen > 0 ? Outcome.Approve : Outcome.Decline, decision.Outcome);
        Assert.Equal(limitFen, decision.Reserved.Fen);
        if (limitFen == 0) Assert.Equal(EngineReasons.CapReached, decision.Reasons[0].Code);
    }

    [Fact]
    [Trait("Article", "A21")]
    public void What_was_granted_here_before_counts_as_debt()
    {
        ApplicationDraft draft = DecisionContent.Draft();
        draft = draft with { Finances = draft.Finances! with { MonthlyIncome = 800_000 } };
        long[] reserved = [0, 1_000_000, 2_500_000, 4_000_000];
        long[] limits = [.. reserved.Select(held => DecisionContent.Decide(draft, held).Offer?.Limit.Fen ?? 0)];
        // DSTI 60 % of ¥8,000 is ¥4,800 a month. ¥10,000 over 12 months at 20 % take ¥926.35 of it, ¥25,000 ¥2,315.86, ¥40,000 ¥3,705.38.
        Assert.Equal([5_000_000, 4_180_000, 2_680_000, 1_180_000], limits);
        Decision drowned = DecisionContent.Decide(draft, 6_000_000);
        Assert.Equal(EngineReasons.AffordabilityInsufficient, Assert.Single(drowned.Reasons).Code);
    }

    [Fact]
    [Trait("Article", "A22")]
    public void A_large_offer_is_reviewed_by_a_person()
    {
        ApplicationDraft draft = DecisionContent.Draft() with { AmountFen = 15_000_000, TenorMonths = 36 };
        Decision decision = DecisionContent.Decide(draft with { Finances = draft.Finances! with { MonthlyIncome = 10_000_000 } });
        Assert.Equal(Outcome.Refer, decision.Outcome);
        Assert.Equal(EngineReasons.LargeAmountReview, Assert.Single(decision.Reasons).Code);
        Assert.Equal(15_000_000, decision.Offer!.Limit.Fen);
    }

    [Fact]
    public void The_same_question_has_the_same_answer()
    {
        Decision first = DecisionContent.Decide(DecisionContent.Draft());
        Decision second = DecisionContent.Decide(DecisionContent.Draft());
        Assert.Equal(first.Offer!.Loan.Schedule.Installments, second.Offer!.Loan.Schedule.Installments);
        Assert.Equal(first.Trace.Select(stage => (stage.Stage, stage.Leading?.Score, stage.Leading?.Probability)), second.Trace.Select(stage => (stage.Stage, stage.Leading?.Score, stage.Leading?.Probability)));
    }

    [Fact]
    [Trait("Article", "A6")]
    public void Whatever_is_asked_an_approval_never_passes_the_cap_the_request_or_the_ceiling()
    {
        var cases =
            from amount in Gen.Choose(1_000, 400_000)
            from tenor in Gen.Choose(3, 36)
            from method in Gen.Choose(1, 4)
            from income in Gen.Choose(0, 100_000)
            from service in Gen.Choose(0, 20_000)
            from reserved in Gen.Choose(0, 200_000)
            from risk in Gen.Choose(0, 4)
            select (amount, tenor, method, income, service, reserved, risk);
        Prop.ForAll(cases.ToArbitrary(), given =>
        {
            ApplicationDraft draft = DecisionContent.Draft().WithSignal("risk_signal", given.risk) with
            {
                AmountFen = given.amount * 100L,
                TenorMonths = given.tenor,
                RepaymentMethod = (RepaymentMethod)given.method,
                Finances = new FinancesDraft(given.income * 100L, given.service * 100L, 0, 0, 0, 0),
            };
            Decision decision = DecisionContent.Decide(draft, given.reserved * 100L);
            bool approved = decision.Outcome == Outcome.Approve;
            Assert.Equal(approved, decision.Reserved.IsPositive);
            Assert.True(decision.Reserved.Fen + (given.reserved * 100L) <= 20_000_000);
            Assert.True(approved || decision.Reasons.Count > 0);
            if (decision.Offer is not { } offer) return true;
            Assert.True(offer.Limit.Fen <= draft.AmountFen && offer.Limit.Fen % 10_000 == 0);
            Assert.True(offer.Loan.AllInCost.Value <= 0.24 + 1e-9);
            Assert.Equal(offer.Limit.Fen, offer.Loan.Schedule.Installments.Sum(installment => installment.Principal.Fen));
            return true;
        }).QuickCheckThrowOnFailure();
    }
}
