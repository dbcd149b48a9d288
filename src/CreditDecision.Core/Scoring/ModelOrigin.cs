using CreditDecision.Core.Documents;

namespace CreditDecision.Core.Scoring;

/// <summary>How a model came to be, as its document claims it (A38, A42).</summary>
/// <param name="FittedBy">The tool and its version, or the experts.</param>
/// <param name="Data">Name of the data set; empty with an expert scorecard.</param>
/// <param name="DataSha256">Of the data set's bytes, lower-case hexadecimal; empty with an expert scorecard.</param>
/// <param name="Seed">Of the split into training and test rows.</param>
/// <param name="Test">Null when every row was used for training.</param>
public sealed record ModelOrigin(
    string FittedBy, string Data, string DataSha256, long Seed, SampleFigures? Train, SampleFigures? Test)
{
    private const long MostRows = 1_000_000_000_000;

    /// <summary>Reads <c>{ fitted_by, data?, data_sha256?, seed?, train?, test? }</c>, the last two <c>{ rows, bads, auc, ks, brier }</c>.</summary>
    internal static ModelOrigin Read(DocumentObject item)
    {
        var origin = new ModelOrigin(
            item.Text("fitted_by", 200),
            item.Text("data", 200, ""),
            item.Text("data_sha256", 64, ""),
            item.WholeLong("seed", long.MinValue, long.MaxValue, 0),
            ReadFigures(item.OptionalChild("train")),
            ReadFigures(item.OptionalChild("test")));
        if (origin.DataSha256.Length > 0 && !IsSha256(origin.DataSha256)) item.Fail("data_sha256", "must be 64 lower-case hexadecimal digits");
        item.Close();
        return origin;
    }

    internal static bool IsSha256(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    private static SampleFigures? ReadFigures(DocumentObject? item)
    {
        if (item is null) return null;
        var figures = new SampleFigures(
            item.WholeLong("rows", 0, MostRows), item.WholeLong("bads", 0, MostRows),
            item.Number("auc", 0, 1), item.Number("ks", 0, 1), item.Number("brier", 0, 1));
        item.Close();
        return figures;
    }
}

/// <param name="Auc">Chance that a good scores above a bad, ties half.</param>
/// <param name="Ks">Kolmogorov-Smirnov distance of goods and bads.</param>
/// <param name="Brier">Mean squared error of the probability.</param>
public readonly record struct SampleFigures(long Rows, long Bads, double Auc, double Ks, double Brier);
