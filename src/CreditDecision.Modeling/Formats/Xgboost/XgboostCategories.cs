using System.Globalization;
using System.Text;
using CreditDecision.Core.Scoring;

namespace CreditDecision.Modeling.Formats.Xgboost;

/// <summary>
/// The values of categorical features that a model of XGBoost 3.1 and later carries (the container "cats"). A category's code is its
/// place in its feature's list. Texts are stored as one list of bytes with offsets, whole numbers as such.
/// </summary>
internal static class XgboostCategories
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>A list for each feature, empty where it has no categories; no list at all where the model carries none.</returns>
    internal static IReadOnlyList<IReadOnlyList<string>> Read(XgboostNode cats, int features)
    {
        if (!cats.IsThere) return [];
        // The segments follow from the lists' lengths; the sorted index and the two flags serve the encoding of training data.
        cats.AllowOnly("enc", "feature_segments", "sorted_idx", "is_ref", "sorted");
        IReadOnlyList<XgboostNode> columns = cats["enc"].Items(CompiledModel.MostInputs);
        if (columns.Count == 0) return [];
        if (columns.Count != features) throw cats["enc"].Refuse($"must hold {features} features, holds {columns.Count}");
        return [.. columns.Select(Column)];
    }

    private static string[] Column(XgboostNode column)
    {
        column.AllowOnly("offsets", "values", "type");
        string[] values = column["offsets"].IsThere ? Texts(column) : Numbers(column["values"]);
        if (values.Length > XgboostLimits.MostCategories) throw column.Refuse($"holds {values.Length} categories, more than {XgboostLimits.MostCategories}");
        if (values.Distinct(StringComparer.Ordinal).Count() != values.Length) throw column.Refuse("holds a category twice");
        return values;
    }

    private static string[] Numbers(XgboostNode values) =>
        Array.ConvertAll(values.WholeList(), value => value.ToString(CultureInfo.InvariantCulture));

    private static string[] Texts(XgboostNode column)
    {
        int[] offsets = column["offsets"].WholeList();
        // The library declares the bytes as signed.
        byte[] bytes = Array.ConvertAll(column["values"].WholeList(), value => value is >= sbyte.MinValue and <= byte.MaxValue
            ? (byte)value
            : throw column["values"].Refuse("must hold bytes"));
        if (offsets.Length == 0) return [];
        if (offsets[0] != 0 || offsets[^1] != bytes.Length) throw column["offsets"].Refuse("must begin with 0 and end with the number of bytes");
        var texts = new string[offsets.Length - 1];
        for (int i = 0; i < texts.Length; i++)
        {
            if (offsets[i + 1] < offsets[i] || offsets[i + 1] > bytes.Length) throw column["offsets"].Refuse("must not fall");
            texts[i] = Text(bytes.AsSpan(offsets[i]..offsets[i + 1]), column["values"]);
        }
        return texts;
    }

    private static string Text(ReadOnlySpan<byte> bytes, XgboostNode values)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw values.Refuse("holds a category that is not UTF-8");
        }
    }
}
