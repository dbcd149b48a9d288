using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Strategies;

namespace CreditDecision.Core.Tests.Decisions;

public class ComplianceStageTests
{
    [Theory]
    [Trait("Article", "A5")]
    [InlineData(CoreJudgement.Offline, Collateral.None, "offline_core_judgement")]
    [InlineData(CoreJudgement.Online, Collateral.Offline, "offline_collateral")]
    public void An_offline_loan_is_out_of_scope(CoreJudgement judgement, Collateral collateral, string reason)
    {
        Decision decision = DecisionContent.Decide(DecisionContent.Draft() with { Process = new Process(judgement, collateral) });
        Assert.Equal(Outcome.OutOfScope, decision.Outcome);
        Assert.Equal([reason], decision.Reasons.Select(given => given.Name));
        Assert.Null(decision.Offer);
        Assert.Equal(0, decision.Reserved.Fen);
    }

    [Fact]
    [Trait("Article", "A3")]
    public void Collateral_handled_online_stays_in_scope() =>
        Assert.Equal(Outcome.Approve, DecisionContent.Decide(DecisionContent.Draft() with { Process = new Process(CoreJudgement.Online, Collateral.Online) }).Outcome);

    [Theory]
    [Trait("Article", "A6")]
    [InlineData(RepaymentMethod.Bullet, 12, Outcome.Approve)]
    [InlineData(RepaymentMethod.Bullet, 13, Outcome.Decline)]
    [InlineData(RepaymentMethod.InterestFirst, 13, Outcome.Decline)]
    [InlineData(RepaymentMethod.EqualInstallment, 13, Outcome.Approve)]
    public void A_loan_repaid_at_once_runs_a_year_at_most(RepaymentMethod method, int months, Outcome expected)
    {
        Decision decision = DecisionContent.Decide(DecisionContent.Draft() with { RepaymentMethod = method, TenorMonths = months });
        Assert.Equal(expected, decision.Outcome);
        Assert.Equal(expected == Outcome.Decline, decision.Reasons.Any(reason => reason is { Name: "bullet_tenor_too_long", Article: "A6" }));
    }

    [Fact]
    [Trait("Article", "A67")]
    public void The_year_does_not_bind_a_consumer_finance_company()
    {
        StrategySnapshot strategy = DecisionContent.Strategy with
        {
            Bank = DecisionContent.Strategy.Bank with { Institution = InstitutionType.ConsumerFinanceCompany },
        };
        Decision decision = DecisionContent.Decide(
            DecisionContent.Draft() with { RepaymentMethod = RepaymentMethod.InterestFirst, TenorMonths = 24 }, 0, strategy);
        Assert.Equal(Outcome.Approve, decision.Outcome);
    }

    [Theory]
    [Trait("Article", "A17")]
    [InlineData(9, false, "contract_reading_too_short")]
    [InlineData(60, true, "consent_pre_ticked")]
    public void The_contract_must_have_been_read_and_nothing_ticked_in_advance(int seconds, bool ticked, string reason)
    {
        Decision decision = DecisionContent.Decide(DecisionContent.Draft() with { Disclosure = new Disclosure(seconds, ticked, "v1") });
        Assert.Equal(Outcome.Decline, decision.Outcome);
        Assert.Equal([reason], decision.Reasons.Select(given => given.Name));
    }

    [Fact]
    [Trait("Article", "A20")]
    public void Without_bureau_authorisation_nothing_is_scored()
    {
        ApplicationDraft draft = DecisionContent.Draft() with { Consents = [DecisionContent.Consent(ConsentScope.PersonalData)] };
        Decision decision = DecisionContent.Decide(draft);
        Assert.Equal(Outcome.Decline, decision.Outcome);
        Assert.Equal(EngineReasons.BureauAuthorisationMissing, Assert.Single(decision.Reasons).Code);
        Assert.Equal([Stage.Compliance], decision.Trace.Select(stage => stage.Stage));
    }

    [Fact]
    [Trait("Article", "A20")]
    public void An_authorisation_ends_at_its_last_moment()
    {
        var expired = new ConsentDraft(ConsentScope.CreditBureau, DecisionContent.Now.AddDays(-2), DecisionContent.Now, "doc");
        ApplicationDraft draft = DecisionContent.Draft() with { Consents = [DecisionContent.Consent(ConsentScope.PersonalData), expired] };
        Assert.Equal(Outcome.Decline, DecisionContent.Decide(draft).Outcome);
        ConsentDraft valid = expired with { ExpiresAt = DecisionContent.Now.AddTicks(1) };
        Assert.Equal(Outcome.Approve, DecisionContent.Decide(draft with { Consents = [draft.Consents[0], valid] }).Outcome);
    }

    [Fact]
    [Trait("Article", "A34")]
    public void Another_required_consent_that_is_missing_declines_too()
    {
        ApplicationDraft draft = DecisionContent.Draft() with { Consents = [DecisionContent.Consent(ConsentScope.CreditBureau)] };
        Assert.Equal([EngineReasons.ConsentMissing], DecisionContent.Decide(draft).Reasons.Select(reason => reason.Code));
    }

    [Theory]
    [Trait("Article", "A24")]
    [InlineData(LoanPurpose.HousePurchase, "purpose_housing")]
    [InlineData(LoanPurpose.MortgageRepayment, "purpose_housing")]
    [InlineData(LoanPurpose.SecuritiesInvestment, "purpose_investment")]
    [InlineData(LoanPurpose.FuturesDerivatives, "purpose_investment")]
    [InlineData(LoanPurpose.AssetManagementProducts, "purpose_investment")]
    [InlineData(LoanPurpose.FixedAssetInvestment, "purpose_fixed_asset_or_equity")]
    [InlineData(LoanPurpose.EquityInvestment, "purpose_fixed_asset_or_equity")]
    [InlineData(LoanPurpose.OtherUnlawful, "purpose_unlawful")]
    [InlineData(LoanPurpose.Travel, "purpose_not_offered")]
    public void A_forbidden_purpose_is_declined_with_its_reason(LoanPurpose purpose, string reason)
    {
        Decision decision = DecisionContent.Decide(DecisionContent.Draft() with { Purpose = purpose });
        Assert.Equal(Outcome.Decline, decision.Outcome);
        Assert.Equal([reason], decision.Reasons.Select(given => given.Name));
    }

    [Theory]
    [Trait("Article", "A49")]
    [InlineData("mall", Outcome.Approve)]
    [InlineData("unknown-shop", Outcome.Decline)]
    public void Only_an_admitted_partner_may_take_part(string partner, Outcome expected) =>
        Assert.Equal(expected, DecisionContent.Decide(DecisionContent.Draft() with { Partner = new Partner(partner, PartnerKind.Ecommerce) }).Outcome);

    [Fact]
    [Trait("Article", "A48")]
    public void A_partners_channel_names_its_partner()
    {
        ApplicationDraft draft = DecisionContent.Draft();
        draft = draft with { Channel = draft.Channel! with { Kind = ChannelKind.Partner } };
        Assert.Null(Application.TryCreate(draft, DecisionContent.Context.Catalog.Objection, DecisionContent.Now, out IReadOnlyList<FieldError> errors));
        Assert.Equal("partner", Assert.Single(errors).Field);
    }

    [Theory]
    [Trait("Article", "A9")]
    [InlineData("allow", "\"31\"", Outcome.Approve)]
    [InlineData("refer", "\"31\"", Outcome.Refer)]
    [InlineData("decline", "\"31\"", Outcome.Decline)]
    [InlineData("decline", "\"31\", \"11\"", Outcome.Approve)]
    public void A_local_bank_treats_applicants_from_elsewhere_as_configured(string rule, string home, Outcome expected)
    {
        StrategyContext context = DecisionContent.MakeContext(rule, home);
        StrategySnapshot strategy = DecisionContent.ReadStrategy(DecisionContent.StrategyText, context, out _)!;
        Assert.Equal(expected, DecisionContent.Decide(DecisionContent.Draft(), 0, strategy).Outcome);
    }

    [Theory]
    [InlineData("20060303", "age_outside_product")]
    [InlineData("20060302", null)]
    [InlineData("19650303", null)]
    [InlineData("19650302", "age_outside_product")]
    public void Age_counts_full_years_on_the_day_of_the_decision(string birth, string? reason)
    {
        ApplicationDraft draft = DecisionContent.Draft();
        draft = draft with { Borrower = draft.Borrower! with { IdNumber = DecisionContent.IdNumber("110101", birth, "001") } };
        Assert.Equal(reason is null ? [] : [reason], DecisionContent.Decide(draft).Reasons.Select(given => given.Name));
    }

    [Fact]
    public void Several_broken_rules_are_all_told()
    {
        ApplicationDraft draft = DecisionContent.Draft() with
        {
            Purpose = LoanPurpose.SecuritiesInvestment,
            TenorMonths = 48,
            Disclosure = new Disclosure(0, true, "v1"),
            Consents = [],
        };
        Assert.Equal(
            [
                "tenor_outside_product", "contract_reading_too_short", "consent_pre_ticked", "bureau_authorisation_missing",
                "required_consent_missing", "purpose_investment",
            ],
            DecisionContent.Decide(draft).Reasons.Select(reason => reason.Name));
    }
}
