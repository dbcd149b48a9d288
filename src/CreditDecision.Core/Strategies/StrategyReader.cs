using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;

namespace CreditDecision.Core.Strategies;

/// <summary>Reads a strategy document into a snapshot, or reports everything that is wrong with it.</summary>
public static class StrategyReader
{
    public static StrategySnapshot? Read(DocumentObject document, string sha256, StrategyContext context)
    {
        string id = document.Text("id", 64);
        string version = document.Text("version", 64);
        ProductTerms product = ProductTerms.Read(document.Child("product"));
        DocumentObject stages = document.Child("stages");

        DocumentObject identityStage = stages.Child("identity");
        ModelStage? identity = ModelStage.Read(identityStage, ModelKind.Identity, context.Models);
        double evidenceHours = identityStage.Number("evidence_max_age_hours", 0.1, 24 * 365, 24);
        identityStage.Close();
        ModelStage? antiFraud = PlainStage(stages.Child("anti_fraud"), ModelKind.AntiFraud, context);
        ModelStage? aml = PlainStage(stages.Child("anti_money_laundering"), ModelKind.Aml, context);
        DocumentObject riskStage = stages.Child("risk");
        ModelStage? risk = ModelStage.Read(riskStage, ModelKind.Risk, context.Models);
        GradeScale grades = LendingTables.Grades(riskStage);
        riskStage.Close();
        stages.Close();

        LimitPolicy limit = LendingTables.Limit(document.Child("limit"), grades);
        PricingPolicy pricing = LendingTables.Pricing(document.Child("pricing"), grades, context.Bank);
        IReadOnlyList<ReviewTrigger> triggers = ReviewTrigger.ReadAll(document);
        document.Close();
        CheckAgainstBank(document, product, limit, context.Bank);
        if (!document.Errors.Any) pricing.CheckRounding(limit, document.Errors, "pricing");
        if (document.Errors.Any) return null;

        return new StrategySnapshot
        {
            Id = id,
            Version = version,
            Sha256 = sha256,
            Bank = context.Bank,
            Catalog = context.Catalog,
            Reasons = context.Reasons,
            Product = product,
            Identity = identity!,
            IdentityEvidenceMaxAge = TimeSpan.FromHours(evidenceHours),
            AntiFraud = antiFraud!,
            AntiMoneyLaundering = aml!,
            Risk = risk!,
            Grades = grades,
            Limit = limit,
            Pricing = pricing,
            ReviewTriggers = triggers,
        };
    }

    private static ModelStage? PlainStage(DocumentObject stage, ModelKind kind, StrategyContext context)
    {
        ModelStage? read = ModelStage.Read(stage, kind, context.Models);
        stage.Close();
        return read;
    }

    // A strategy that offers more than the bank may lend is a mistake of its author, even though the cap would catch it each time.
    private static void CheckAgainstBank(DocumentObject document, ProductTerms product, LimitPolicy limit, BankPolicy bank)
    {
        if (product.Category == ProductCategory.Consumer && limit.MaxAmount > bank.ConsumerCreditCap)
            document.Errors.Add("limit.max_amount_yuan", $"is above the bank's consumer credit cap of {bank.ConsumerCreditCap} (A6)");
    }
}
