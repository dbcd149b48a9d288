using CreditDecision.Core.Documents;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Strategies.Rules;

namespace CreditDecision.Core.Strategies;

/// <summary>Reads a strategy document into a snapshot, or reports everything that is wrong with it.</summary>
public static class StrategyReader
{
    public static StrategySnapshot? Read(DocumentObject document, string sha256, StrategyContext context)
    {
        string id = document.Text("id", 64);
        string version = document.Text("version", 64);
        ProductTerms product = ProductTerms.Read(document.Child("product"));
        ReasonCatalog reasons = ReasonTexts.Read(document, context.Reasons);
        StrategyDocuments parts = StrategyDocuments.Open(document);
        StrategyStages stages = StrategyStages.Read(parts, context.Models);
        LimitPolicy limit = LendingTables.Limit(parts.Limit, stages.Grades);
        PricingPolicy pricing = LendingTables.Pricing(parts.Pricing, stages.Grades, context.Bank);
        StrategyRules rules = StrategyRulesReader.Read(document, parts, stages.Grades, reasons, context);
        parts.Close();
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
            Reasons = reasons,
            Product = product,
            Stages = stages,
            Limit = limit,
            Pricing = pricing,
            Rules = rules,
        };
    }

    // A strategy that offers more than the bank may lend is a mistake of its author, even though the cap would catch it each time.
    private static void CheckAgainstBank(DocumentObject document, ProductTerms product, LimitPolicy limit, BankPolicy bank)
    {
        if (product.Category == ProductCategory.Consumer && limit.MaxAmount > bank.ConsumerCreditCap)
            document.Errors.Add("limit.max_amount_yuan", $"is above the bank's consumer credit cap of {bank.ConsumerCreditCap} (A6)");
    }
}
