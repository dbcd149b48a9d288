using CreditDecision.Core.Documents;

namespace CreditDecision.LoadTests.Scenarios;

/// <summary>A product with the share of applications that ask for it.</summary>
internal sealed record ProductShare(string Code, double Share);

/// <summary>Who applies, and how. All shares are of 1.</summary>
internal sealed record PopulationMix
{
    // Each takes about two kilobytes of the generator's memory.
    private const int MostBorrowers = 1_000_000;
    private const int MostProducts = 20;
    private const double Nearly = 1e-6;

    /// <summary>Different people.</summary>
    public required int Borrowers { get; init; }

    /// <summary>0: all alike. More: few of them send most (rank of the caller is a uniform number to the power of 1 + skew).</summary>
    public double Skew { get; init; }

    /// <summary>Applications that are sent a second time, some time after they were answered.</summary>
    public double RepeatShare { get; init; }

    /// <summary>Applications that an impatient caller sends twice at once, on two connections.</summary>
    public double RetryShare { get; init; }

    /// <summary>Applications that must be refused.</summary>
    public double InvalidShare { get; init; }

    /// <summary>Borrowers who stand on the list of those to deny; none of them may be approved.</summary>
    public double ListedShare { get; init; }

    /// <summary>Applications of people whom nobody has seen before, in no cache and no store.</summary>
    public double ColdShare { get; init; }

    public IReadOnlyList<ProductShare> Products { get; init; } = [new("consumer-cash", 1)];

    public static PopulationMix Of(int borrowers, params ProductShare[] products) => new() { Borrowers = borrowers, Products = products.Length == 0 ? [new("consumer-cash", 1)] : products };

    public static PopulationMix Read(DocumentObject document)
    {
        double Share(string name) => document.Number(name, 0, 1, 0);
        var mix = new PopulationMix
        {
            Borrowers = document.Whole("borrowers", 1, MostBorrowers, 50_000),
            Skew = document.Number("skew", 0, 10, 0),
            RepeatShare = Share("repeat_share"),
            RetryShare = Share("retry_share"),
            InvalidShare = Share("invalid_share"),
            ListedShare = Share("listed_share"),
            ColdShare = Share("cold_share"),
        };
        if (!document.Has("products")) return mix;
        ProductShare[] products = [.. document.Children("products", MostProducts).Select(Product)];
        if (Math.Abs(products.Sum(product => product.Share) - 1) > Nearly) document.Fail("products", "must have shares that sum to 1");
        if (products.DistinctBy(product => product.Code).Count() < products.Length) document.Fail("products", "must name each product once");
        return mix with { Products = products };
    }

    private static ProductShare Product(DocumentObject document)
    {
        var product = new ProductShare(document.Text("code", 64), document.Number("share", 0, 1));
        document.Close();
        return product;
    }
}
