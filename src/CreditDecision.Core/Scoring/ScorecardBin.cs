namespace CreditDecision.Core.Scoring;

public enum BinKind
{
    Unspecified = 0,
    /// <summary>Numbers from <see cref="ScorecardBin.From"/>, inclusive, to <see cref="ScorecardBin.Below"/>, exclusive.</summary>
    Range,
    /// <summary>Categories, or "true" and "false" of a flag.</summary>
    Values,
    /// <summary>Every category that no other bin names.</summary>
    Otherwise,
    /// <summary>One number with a meaning of its own, such as -99 for "no account"; it wins over the ranges.</summary>
    Special,
    Missing,
}

/// <summary>One bin of a characteristic.</summary>
/// <param name="From">Negative infinity in the lowest range; NaN unless <see cref="BinKind.Range"/>.</param>
/// <param name="Below">Positive infinity in the highest range; NaN unless <see cref="BinKind.Range"/>.</param>
/// <param name="Special">NaN unless <see cref="BinKind.Special"/>.</param>
/// <param name="Evidence">What the fitting saw in the bin; null where an expert set the points.</param>
public sealed record ScorecardBin(
    BinKind Kind, double From, double Below, IReadOnlyList<string> Values, double Special, double Points, BinEvidence? Evidence)
{
    /// <summary>For tables that people read.</summary>
    public string Label => Kind switch
    {
        BinKind.Range when double.IsInfinity(From) && double.IsInfinity(Below) => "any number",
        BinKind.Range when double.IsInfinity(From) => $"< {Below:G6}",
        BinKind.Range when double.IsInfinity(Below) => $">= {From:G6}",
        BinKind.Range => $"{From:G6} to < {Below:G6}",
        BinKind.Values => string.Join(", ", Values),
        BinKind.Special => $"= {Special:G6}",
        BinKind.Missing => "missing",
        _ => "otherwise",
    };
}

/// <param name="Count">Rows of the fitting sample in the bin.</param>
/// <param name="Bad">Bad ones among them.</param>
/// <param name="Woe">Weight of evidence, ln(share of all goods / share of all bads): positive is better than average.</param>
public readonly record struct BinEvidence(long Count, long Bad, double Woe);
