using System.Text.Json;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Modeling.Formats.Lightgbm;

/// <summary>
/// The categories of the data frame's category columns, in the order of the columns; a category's code is its place in its list. The
/// file does not say which columns those were.
/// </summary>
internal sealed class LightgbmCategories
{
    // No split can tell more of them apart.
    private const int MostCategories = TreeEnsembleLimits.MostCategories;

    // Every postcode of a country as a text of twenty bytes fits many times over; parsing takes several times as much memory.
    private const int MostBytes = 8 * 1024 * 1024;

    private readonly List<IReadOnlyList<string>> _lists = [];

    /// <summary>
    /// The inputs, with names for their categories where the file leaves no doubt. By default Python's package takes exactly the
    /// unordered category columns for categorical, and lists the ordered ones too; so where there are as many lists as categorical
    /// features, the first list is the first feature's and so on. Where the numbers differ, or a feature was trained on a code that its
    /// list does not have, no list can be told to be any feature's, and all categories stay the whole-number codes of the file.
    /// </summary>
    /// <remarks>
    /// One case cannot be told from the default: as many integer columns declared categorical by hand as category columns withheld
    /// from it, with codes that fit the lists.
    /// </remarks>
    internal static IReadOnlyList<ModelInput> InputsOf(IReadOnlyList<LightgbmColumn> columns, LightgbmCategories? categories)
    {
        LightgbmColumn[] categorical = [.. columns.Where(column => column.IsCategorical)];
        Queue<IReadOnlyList<string>> lists = new(categories is not null && categories.Fit(categorical) ? categories._lists : []);
        return [.. columns.Select(column => column.IsCategorical
            ? new ModelInput(column.Name, InputType.Category, lists.TryDequeue(out IReadOnlyList<string>? list) ? list : [])
            : ModelInput.Number(column.Name))];
    }

    /// <param name="json">null, or a list of lists of texts, numbers or truth values.</param>
    internal static LightgbmCategories? Parse(ReadOnlyMemory<byte> json, LightgbmLines lines)
    {
        if (json.Length > MostBytes) throw lines.Refusal($"pandas_categorical must be of at most {MostBytes} bytes");
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 3 });
            return document.RootElement.ValueKind == JsonValueKind.Null ? null : Read(document.RootElement, lines);
        }
        catch (JsonException)
        {
            throw lines.Refusal("pandas_categorical must be JSON: null or a list of lists");
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json throws at text that is no UTF-8 or half a surrogate pair.
            throw lines.Refusal("pandas_categorical holds text that is not Unicode");
        }
    }

    private static LightgbmCategories Read(JsonElement root, LightgbmLines lines)
    {
        if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() > CompiledModel.MostInputs)
            throw lines.Refusal($"pandas_categorical must be null or a list of at most {CompiledModel.MostInputs} lists");
        var categories = new LightgbmCategories();
        foreach (JsonElement list in root.EnumerateArray())
        {
            if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MostCategories)
                throw lines.Refusal($"pandas_categorical[{categories._lists.Count}] must be a list of at most {MostCategories} categories");
            categories._lists.Add(NamesOf(list, $"pandas_categorical[{categories._lists.Count}]", lines));
        }
        return categories;
    }

    private static string[] NamesOf(JsonElement list, string path, LightgbmLines lines)
    {
        string[] names = [.. list.EnumerateArray().Select(element => NameOf(element) ?? throw lines.Refusal($"{path} must hold texts, numbers or truth values"))];
        if (names.Distinct().Count() < names.Length) throw lines.Refusal($"{path} holds a category twice");
        return names;
    }

    // Numbers and truth values are named as the file writes them: 7, 0.5, true.
    private static string? NameOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
        _ => null,
    };

    private bool Fit(LightgbmColumn[] categorical) =>
        _lists.Count == categorical.Length && categorical.Zip(_lists).All(pair => pair.First.HighestCode < pair.Second.Count);
}
