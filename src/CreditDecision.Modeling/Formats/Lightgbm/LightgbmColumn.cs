using System.Globalization;
using CreditDecision.Core.Scoring;

namespace CreditDecision.Modeling.Formats.Lightgbm;

/// <summary>One feature as the header has it.</summary>
/// <param name="IsCategorical">Its info lists codes (<c>2:0:1</c>) instead of a range (<c>[0:1]</c>) or nothing (<c>none</c>, never split).</param>
/// <param name="HighestCode">Of the categories that were met in training; -1 for numbers.</param>
internal readonly record struct LightgbmColumn(string Name, bool IsCategorical, int HighestCode)
{
    internal static IReadOnlyList<LightgbmColumn> ReadAll(LightgbmFields fields)
    {
        int count = fields.Require("max_feature_idx").Int(0, CompiledModel.MostInputs - 1) + 1;
        LightgbmField nameField = fields.Require("feature_names");
        string[] names = nameField.Texts(count);
        CheckNames(nameField, names);
        LightgbmField infoField = fields.Require("feature_infos");
        ReadOnlyMemory<byte>[] infos = infoField.Values(count);
        var columns = new LightgbmColumn[count];
        for (int i = 0; i < count; i++) columns[i] = Of(names[i], infos[i].Span, infoField);
        return columns;
    }

    private static void CheckNames(LightgbmField field, string[] names)
    {
        var seen = new HashSet<string>();
        foreach (string name in names)
        {
            if (name.Any(char.IsControl)) throw field.Refusal("a name holds a control character");
            if (!seen.Add(name)) throw field.Refusal($"\"{name}\" stands twice");
        }
    }

    private static LightgbmColumn Of(string name, ReadOnlySpan<byte> info, LightgbmField field)
    {
        if (info.SequenceEqual("none"u8) || info is [(byte)'[', .., (byte)']'] && info.Contains((byte)':')) return new LightgbmColumn(name, false, -1);
        int highest = -1;
        foreach (Range part in info.Split((byte)':'))
        {
            // -1 stands for the rows where the value was missing.
            if (!int.TryParse(info[part], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int code) || code < -1)
                throw field.Refusal($"of \"{name}\" must be none, [least:most] or codes with colons between");
            highest = Math.Max(highest, code);
        }
        return new LightgbmColumn(name, true, highest);
    }
}
