using System.Globalization;
using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Formats.Xgboost;

/// <summary>A value together with where it stands, such as <c>learner.gradient_booster.model.trees[3].split_indices</c>.</summary>
internal readonly struct XgboostNode(XgboostValue? value, string path)
{
    internal bool IsThere => value is not null and not XgboostNull;

    internal XgboostNode this[string key] => new(Members.GetValueOrDefault(key), path.Length == 0 ? key : $"{path}.{key}");

    private Dictionary<string, XgboostValue> Members => value is XgboostObject found ? found.Members : throw Is("an object");

    internal ArtifactRefusedException Refuse(string what) => new(path, what);

    /// <summary>A key that is none of these could change what the rest means.</summary>
    internal void AllowOnly(params ReadOnlySpan<string> known)
    {
        foreach (string key in Members.Keys)
            if (!known.Contains(key)) throw this[XgboostLimits.Clip(key)].Refuse("is not known; what it means for the score cannot be told");
    }

    internal string Text() => value is XgboostText text ? text.Value : throw Is("a text");

    /// <summary>A whole number; XGBoost writes parameters as texts and everything else as numbers.</summary>
    internal int Whole(int least, int most)
    {
        double number = value switch
        {
            XgboostNumber plain => plain.Value,
            XgboostText text when int.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int read) => read,
            _ => throw Is("a whole number"),
        };
        if (number != Math.Truncate(number)) throw Is("a whole number");
        return number >= least && number <= most ? (int)number : throw Refuse($"must be {least} to {most}, is {number.ToString(CultureInfo.InvariantCulture)}");
    }

    internal int WholeOr(int absent, int least, int most) => IsThere ? Whole(least, most) : absent;

    /// <summary>A number as number or as text, or a list of numbers as such or as the text "[1E0,2E0]", in single precision.</summary>
    internal float[] Reals() => value switch
    {
        XgboostNumber plain => [(float)plain.Value],
        XgboostText text => RealsOf(text.Value),
        _ => FloatList(),
    };

    internal IReadOnlyList<XgboostNode> Items(int most)
    {
        if (value is XgboostNumbers { Count: 0 }) return [];
        IReadOnlyList<XgboostValue> items = value is XgboostList list ? list.Items : throw Is("a list");
        if (items.Count > most) throw Refuse($"holds {items.Count} items, more than {most}");
        string at = path;
        return [.. items.Select((item, index) => new XgboostNode(item, $"{at}[{index}]"))];
    }

    internal int[] WholeList() => value is XgboostNumbers { Whole: { } whole } ? whole : throw Is("a list of whole numbers below 2^31");

    internal int[] WholeList(int count)
    {
        int[] list = WholeList();
        return list.Length == count ? list : throw Refuse($"must hold {count} values, holds {list.Length}");
    }

    internal float[] FloatList() => value switch
    {
        XgboostNumbers { Real: { } real } => real,
        XgboostNumbers { Whole: { } whole, Flags: false } => Array.ConvertAll(whole, item => (float)item),
        _ => throw Is("a list of numbers"),
    };

    internal float[] FloatList(int count)
    {
        float[] list = FloatList();
        return list.Length == count ? list : throw Refuse($"must hold {count} values, holds {list.Length}");
    }

    private ArtifactRefusedException Is(string wanted) => value is null ? Refuse("is missing") : Refuse($"must be {wanted}");

    private float[] RealsOf(string text)
    {
        string inner = text is ['[', .., ']'] ? text[1..^1] : text;
        string[] parts = inner.Split(',', CompiledModel.MostOutputs + 1);
        var reals = new float[parts.Length];
        for (int i = 0; i < parts.Length; i++)
            if (!float.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out reals[i])) throw Is("a number");
        return reals;
    }
}
