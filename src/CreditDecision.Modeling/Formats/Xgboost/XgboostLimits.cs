using CreditDecision.Core.Scoring.Trees;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Formats.Xgboost;

/// <summary>What an XGBoost document may hold at most, so that a hostile file costs no more than its own size suggests.</summary>
internal static class XgboostLimits
{
    // A tree of a DART model lies at depth eight.
    internal const int MostDepth = 24;

    // Values that are no members of number lists: about twenty for each tree, of which there may be 65,536. Each costs some hundred bytes.
    internal const int MostValues = 2_097_152;

    // Members of number lists. The most nodes have eleven each, which leaves a third for categories. A byte of UBJSON can be a number,
    // which takes four bytes in memory, and twice that while its list grows.
    internal const int MostNumbers = 67_108_864;

    // Trees and nodes in all, as for every tree format.
    internal const int MostTrees = TreeEnsembleLimits.MostTrees;
    internal const int MostNodes = TreeEnsembleLimits.MostNodes;

    // One category is a few bytes in the file, but a set is as long as its highest category.
    internal const int MostCategories = TreeEnsembleLimits.MostCategories;
    internal const int MostSetWords = 16_777_216;

    private const int MostQuoted = 64;

    internal static ArtifactRefusedException AtByte(int position, string what) => new($"byte {position}", what);

    // A name in a refusal is there to be recognised, not to carry the file into the log, nor to steer a terminal.
    internal static string Clip(string text)
    {
        int length = Math.Min(text.Length, MostQuoted);
        if (length < text.Length && char.IsHighSurrogate(text[length - 1])) length--;
        string quoted = string.Create(length, text, (span, from) =>
        {
            for (int i = 0; i < span.Length; i++) span[i] = char.IsControl(from[i]) ? '?' : from[i];
        });
        return length == text.Length ? quoted : quoted + "...";
    }

    internal static void CheckDepth(int depth, int position)
    {
        if (depth > MostDepth) throw AtByte(position, $"nests deeper than {MostDepth} levels");
    }

    internal static void CountValue(ref int values, int position)
    {
        if (++values > MostValues) throw AtByte(position, $"holds more than {MostValues} values besides those in lists of numbers");
    }

    /// <param name="more">How many came since the last count.</param>
    internal static void CountNumbers(ref int numbers, int more, int position)
    {
        if (more > MostNumbers - numbers) throw AtByte(position, $"holds more than {MostNumbers} numbers in lists");
        numbers += more;
    }
}
