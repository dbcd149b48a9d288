using CreditDecision.Core.Applications;
using CreditDecision.Core.Documents;

namespace CreditDecision.Core.Strategies;

public enum ProductCategory
{
    Unspecified = 0,
    /// <summary>Counts against the borrower's consumer credit cap (A6).</summary>
    Consumer,
    PersonalBusiness,
    WorkingCapital,
}

/// <summary>What a product is and to whom it is offered; amounts and tenors are in its <see cref="LimitPolicy"/>.</summary>
public sealed record ProductTerms(
    string Code,
    ProductCategory Category,
    string NameZh,
    string NameEn,
    IReadOnlyList<RepaymentMethod> RepaymentMethods,
    IReadOnlyList<LoanPurpose> Purposes,
    int LeastAge,
    int MostAge,
    IReadOnlyList<ConsentScope> RequiredConsents)
{
    // From here on a purpose is forbidden by A24: no strategy may offer it.
    private const LoanPurpose FirstForbidden = LoanPurpose.HousePurchase;

    internal static ProductTerms Read(DocumentObject document)
    {
        DocumentObject age = document.Child("age");
        var terms = new ProductTerms(
            document.Text("code", 64),
            document.Choice<ProductCategory>("category"),
            document.Text("name_zh", 64),
            document.Text("name_en", 64),
            document.Choices<RepaymentMethod>("repayment_methods"),
            document.Choices<LoanPurpose>("purposes"),
            age.Whole("least", 18, 120),
            age.Whole("most", 18, 120),
            document.Choices<ConsentScope>("required_consents"));
        age.Close();
        document.Close();
        if (terms.LeastAge > terms.MostAge) age.Fail("least", "is above most");
        if (terms.RepaymentMethods.Count == 0) document.Fail("repayment_methods", "must not be empty");
        if (terms.Purposes.Count == 0) document.Fail("purposes", "must not be empty");
        foreach (LoanPurpose purpose in terms.Purposes.Where(purpose => purpose >= FirstForbidden))
            document.Fail("purposes", $"{SnakeCase.Of(purpose)} is forbidden by A24 and cannot be offered");
        return terms;
    }
}
