using CreditDecision.Core.Documents;

namespace CreditDecision.Core.Strategies;

/// <summary>Reads a strategy document into a snapshot, or reports everything that is wrong with it.</summary>
public static class StrategyReader
{
    public static StrategySnapshot? Read(DocumentObject document, string sha256, StrategyContext context)
    {
        string id = document.Text("id", 64);
        string version = document.Text("version", 64);
        ProductTerms product = ProductTerms.Read(document.Child("product"));
        StrategyStages stages = StrategyStages.Read(document.Child("stages"), context.Models);
        LimitPolicy limit = LendingTables.Limit(document.Child("limit"), stages.Grades);
        PricingPolicy pricing = LendingTables.Pricing(document.Child("pricing"), stages.Grades, context.Bank);
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
            Stages = stages,
            Limit = limit,
            Pricing = pricing,
            ReviewTriggers = triggers,
        };
    }

    // A strategy that offers more than the bank may lend is a mistake of its author, even though the cap would catch it each time.
    private static void CheckAgainstBank(DocumentObject document, ProductTerms product, LimitPolicy limit, BankPolicy bank)
    {
        if (product.Category == ProductCategory.Consumer && limit.MaxAmount > bank.ConsumerCreditCap)
            document.Errors.Add("limit.max_amount_yuan", $"is above the bank's consumer credit cap of {bank.ConsumerCreditCap} (A6)");
    }
}
