using System.Text.Json;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Cards;
using CreditDecision.Core.Scoring.Trees;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Tests.Scoring.Cards;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Tests.Decisions;

/// <summary>
/// A bank in small. Each of the four models reads one signal of its own: below 1 the bad event has a probability of 0.1 %, from 1 of 3 %,
/// from 2 of 11 %, from 3 of 20 %, from 4 of 50 %; missing is 3 %.
/// </summary>
internal static class DecisionContent
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);

    public static readonly string[] Signals = ["identity_signal", "fraud_signal", "aml_signal", "risk_signal"];

    private const string BankText = """
        { "version": "1", "institution": "commercial_bank", "consumer_credit_cap_yuan": 200000, "most_bullet_months": 12,
          "least_reading_seconds": 10, "all_in_cost_ceiling_bps": 2400, "admitted_partners": ["mall"],
          "cross_region": { "rule": "RULE", "home_provinces": [HOME] },
          "disclosure": { "lender": "L", "conditions_zh": "a", "conditions_en": "a", "overdue_handling_zh": "a", "overdue_handling_en": "a",
                          "complaint_channel": "c", "liability_zh": "a", "liability_en": "a" } }
        """;

    public const string StrategyText = """
        { "id": "test", "version": "7",
          "product": { "code": "cash", "category": "consumer", "name_zh": "现金", "name_en": "Cash",
            "repayment_methods": ["equal_installment", "equal_principal", "interest_first", "bullet"],
            "purposes": ["daily_consumption", "education"], "age": { "least": 20, "most": 60 },
            "required_consents": ["personal_data", "credit_bureau"] },
          "stages": {
            "identity": { "model": "identity", "refer_from": 0.1, "decline_from": 0.4 },
            "anti_fraud": { "model": "fraud", "refer_from": 0.1, "decline_from": 0.4 },
            "anti_money_laundering": { "model": "aml", "refer_from": 0.1, "decline_from": 0.4 },
            "risk": { "model": "risk", "refer_from": 0.15, "decline_from": 0.4,
              "grades": [ { "name": "A", "below": 0.01 }, { "name": "B", "below": 0.1 }, { "name": "C", "below": 0.3 }, { "name": "D", "below": 1 } ] } },
          "limit": { "min_amount_yuan": 1000, "max_amount_yuan": 200000, "min_tenor_months": 3, "max_tenor_months": 36, "living_cost_yuan": 1000,
            "by_grade": {
              "A": { "max_limit_yuan": 200000, "max_debt_service_to_income_bps": 6000, "max_debt_to_annual_income_bps": 30000 },
              "B": { "max_limit_yuan": 100000, "max_debt_service_to_income_bps": 5000, "max_debt_to_annual_income_bps": 20000 },
              "C": { "max_limit_yuan": 20000, "max_debt_service_to_income_bps": 4000, "max_debt_to_annual_income_bps": 10000 },
              "D": { "eligible": false } } },
          "pricing": { "base_bps": 300, "loss_given_default_bps": 6000, "operating_cost_bps": 200, "floor_bps": 400, "ceiling_bps": 2000,
            "above_ceiling": "decline",
            "by_grade": { "A": { "margin_bps": 100 }, "B": { "margin_bps": 200 }, "C": { "margin_bps": 300 }, "D": { "margin_bps": 300 } } },
          "review_triggers": [ { "id": "large", "when": "limit.yuan >= 150000", "reason": "large_amount_review" } ] }
        """;

    public static StrategyContext Context { get; } = MakeContext();

    public static StrategySnapshot Strategy { get; } = ReadStrategy(StrategyText, Context, out _)!;

    public static StrategyContext MakeContext(string crossRegion = "allow", string homeProvinces = "", string missing = "model_handles")
    {
        FeatureCatalog catalog = FeatureCatalog.Read(Document(CatalogText(missing)))!;
        ReasonCatalog reasons = ReasonCatalog.Read(Document(
            """
            { "reasons": [
              { "code": 20001, "name": "signal_weak", "zh": "信号偏弱。", "en": "The signal is weak." },
              { "code": 20002, "name": "trees_object", "zh": "综合信号偏弱。", "en": "The signals together are weak." } ] }
            """))!;
        BankPolicy bank = ReadBank(crossRegion, homeProvinces, out _)!;
        Scorecard[] models =
        [
            Model("identity", "identity", Signals[0], catalog, reasons),
            Model("fraud", "anti_fraud", Signals[1], catalog, reasons),
            Model("aml", "aml", Signals[2], catalog, reasons),
            Model("risk", "risk", Signals[3], catalog, reasons),
        ];
        return new StrategyContext(bank, catalog, reasons, models.ToDictionary(model => model.Id, IModel (model) => model));
    }

    public static BankPolicy? ReadBank(string crossRegion, string homeProvinces, out IReadOnlyList<DocumentError> errors)
    {
        DocumentObject document = Document(BankText.Replace("RULE", crossRegion).Replace("HOME", homeProvinces));
        BankPolicy? bank = BankPolicy.Read(document, "b0");
        errors = document.Errors.All;
        return bank;
    }

    public static StrategySnapshot? ReadStrategy(string text, StrategyContext context, out IReadOnlyList<DocumentError> errors)
    {
        DocumentObject document = Document(text);
        StrategySnapshot? strategy = StrategyReader.Read(document, "50", context);
        errors = document.Errors.All;
        return strategy;
    }

    public static DocumentObject Document(string text) => DocumentObject.Root(JsonDocument.Parse(text).RootElement, new DocumentErrors());

    /// <summary>A clean application for ¥50,000 over 12 months by a 36-year-old who earns ¥20,000 a month.</summary>
    public static ApplicationDraft Draft() => new()
    {
        ClientId = "app",
        ApplicationId = "a-1",
        Product = "cash",
        AmountFen = 5_000_000,
        TenorMonths = 12,
        RepaymentMethod = RepaymentMethod.EqualInstallment,
        Purpose = LoanPurpose.DailyConsumption,
        Borrower = new BorrowerDraft("张三", IdNumber("110101", "19900101", "001"), "13800138000", "6222020000000000000"),
        Finances = new FinancesDraft(2_000_000, 0, 0, 0, 0, 0),
        IdentityEvidence = new IdentityEvidenceDraft(Passed(CheckSource.Authority), Passed(CheckSource.Bank), Passed(CheckSource.Bank)),
        Consents = [Consent(ConsentScope.PersonalData), Consent(ConsentScope.CreditBureau)],
        Disclosure = new Disclosure(30, false, "v1"),
        Channel = new Channel(ChannelKind.MobileApp, "device-1", "192.0.2.1"),
        Process = new Process(CoreJudgement.Online, Collateral.None),
        Features = [.. Signals.Select(signal => Feature(signal, 0))],
    };

    public static IdentityCheckDraft Passed(CheckSource source) => new(CheckResult.Passed, source, Now.AddHours(-1), 0.99);

    public static ConsentDraft Consent(ConsentScope scope) => new(scope, Now.AddDays(-1), Now.AddDays(30), "doc-1");

    public static NamedFeatureDraft Feature(string name, double value) => new(name, NamedFeatureKind.Number, value, "", Now.AddHours(-2), "");

    public static ApplicationDraft WithEmployment(this ApplicationDraft draft, string employment) =>
        draft with { Features = [.. draft.Features, new NamedFeatureDraft("employment", NamedFeatureKind.Category, 0, employment, Now.AddHours(-2), "")] };

    public static ApplicationDraft WithSignal(this ApplicationDraft draft, string signal, double value) =>
        draft with { Features = [.. draft.Features.Where(feature => feature.Name != signal), Feature(signal, value)] };

    public static string IdNumber(string region, string birth, string sequence)
    {
        string first17 = region + birth + sequence;
        return first17 + ResidentId.CheckCharacter(first17);
    }

    public static Application Admit(ApplicationDraft draft, StrategyContext? context = null)
    {
        Application? application = Application.TryCreate(draft, (context ?? Context).Catalog.Objection, Now, out IReadOnlyList<FieldError> errors);
        Assert.True(application is not null, string.Join("; ", errors));
        return application;
    }

    public static ApplicationDraft Without(this ApplicationDraft draft, string feature) =>
        draft with { Features = [.. draft.Features.Where(given => given.Name != feature)] };

    public static Decision Decide(ApplicationDraft draft, long reservedFen = 0, StrategySnapshot? strategy = null) =>
        DecisionPipeline.Decide(Admit(draft), new Facts(Money.FromFen(reservedFen)), strategy ?? Strategy, Now);

    /// <summary>The context with one more model: trees of another library that add the two given margins of the risk signal, below 2.5 and from it on, missing with those below.</summary>
    public static StrategyContext WithTrees(this StrategyContext context, string id, string purpose, params (double Below, double From)[] trees)
    {
        DocumentObject document = Document($$"""
            { "kind": "model_card", "id": "{{id}}", "version": "1", "purpose": "{{purpose}}", "target": "bad",
              "artifact": { "file": "{{id}}.json", "format": "xgboost_json", "sha256": "{{CardContent.ArtifactSha256}}" },
              "inputs": [ { "input": "signal", "feature": "risk_signal", "reason": "trees_object" } ],
              "output": { "use": "margin", "meaning": "log_odds_of_bad" }, "calibration": { "method": "none" },
              "developers": "tests", "intended_use": "tests", "limits": "tests", "made_from": { "fitted_by": "hand" } }
            """);
        TreeEnsemblePlan plan = CardContent.Plan with
        {
            Inputs = [ModelInput.Number("signal")],
            Trees = [.. trees.Select(tree => CardContent.Below(0, 2.5, tree.Below, tree.From, missingGoesLeft: true))],
            Base = [0],
        };
        CardedModel? model = ModelCard.Read(document, context.Catalog, context.Reasons, id)
            .Bind(CardContent.Compile(plan), "xgboost_json", CardContent.ArtifactSha256, document.Errors);
        Assert.True(model is not null, string.Join("; ", document.Errors.All));
        return context with { Models = new Dictionary<string, IModel>(context.Models) { [id] = model } };
    }

    private static string CatalogText(string missing)
    {
        IEnumerable<string> signals = Signals.Select(signal => Line(signal, $$""" "type": "number", "least": 0, "most": 10, "max_age_hours": 24, "consent_scope": "personal_data" """, missing));
        string employment = Line("employment", """ "type": "category", "categories": ["public_sector", "enterprise", "gig"] """, "model_handles");
        string vip = Line("vip", """ "type": "flag" """, "model_handles");
        string age = Line("age", """ "type": "number", "least": 0, "most": 150 """, "model_handles").Replace("\"request\"", "\"application\"");
        return $$"""{ "features": [ {{string.Join(",", [.. signals, employment, vip, age])}} ] }""";
    }

    private static string Line(string name, string kind, string missing) =>
        $$"""{ "name": "{{name}}", {{kind}}, "origin": "request", "source": "test", "personal_data": "personal", "legal_basis": "lending", "missing": "{{missing}}" }""";

    private static Scorecard Model(string id, string purpose, string signal, FeatureCatalog catalog, ReasonCatalog reasons) => Scorecard.Read(
        Document($$"""
            { "kind": "scorecard", "id": "{{id}}", "version": "1", "purpose": "{{purpose}}", "target": "bad", "base_points": 600, "base_odds": 1,
              "pdo": 20, "calibration": { "method": "points_to_odds" }, "intercept_points": 0,
              "characteristics": [ { "feature": "{{signal}}", "reason": "signal_weak", "bins": [
                { "below": 1, "points": 800 }, { "from": 1, "below": 2, "points": 700 }, { "from": 2, "below": 3, "points": 660 },
                { "from": 3, "below": 4, "points": 640 }, { "from": 4, "points": 600 }, { "missing": true, "points": 700 } ] } ],
              "made_from": { "fitted_by": "hand" } }
            """),
        catalog, reasons, id)!;
}
