using CreditDecision.Core.Scoring;

namespace CreditDecision.Modeling.Formats.Xgboost;

/// <summary>The features of a model, by the names and types that its file may give.</summary>
internal static class XgboostInputs
{
    /// <param name="categories">One list for each feature, or empty.</param>
    internal static ModelInput[] Read(XgboostNode learner, int features, IReadOnlyList<IReadOnlyList<string>> categories)
    {
        string[] names = Texts(learner["feature_names"], features);
        string[] types = Texts(learner["feature_types"], features);
        var inputs = new ModelInput[features];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < features; i++)
        {
            string name = names.Length == 0 ? $"f{i}" : names[i];
            if (!seen.Add(name)) throw learner["feature_names"].Refuse($"names \"{XgboostLimits.Clip(name)}\" a second time");
            IReadOnlyList<string> values = categories.Count == 0 ? [] : categories[i];
            bool category = values.Count > 0 || (types.Length > 0 && IsCategory(learner["feature_types"], types[i]));
            inputs[i] = category ? new ModelInput(name, InputType.Category, values) : ModelInput.Number(name);
        }
        return inputs;
    }

    private static string[] Texts(XgboostNode node, int features)
    {
        if (!node.IsThere) return [];
        string[] texts = [.. node.Items(CompiledModel.MostInputs).Select(item => item.Text())];
        return texts.Length == 0 || texts.Length == features ? texts : throw node.Refuse($"must hold {features} texts or none, holds {texts.Length}");
    }

    private static bool IsCategory(XgboostNode types, string type) => type switch
    {
        "c" or "categorical" => true,
        "float" or "int" or "i" or "q" => false,
        _ => throw types.Refuse($"holds \"{XgboostLimits.Clip(type)}\"; known are float, int, i, q and c"),
    };
}
