using CreditDecision.Core.Scoring.Graphs;
using CreditDecision.Modeling.Formats.Onnx.Graphs;

namespace CreditDecision.Modeling.Formats.Onnx.Operators;

/// <summary>Makes the maps of encoders; where a key stands twice, the first or the last place counts.</summary>
internal static class KeyMaps
{
    internal static KeyMap OfTexts(CategoryTable table, IReadOnlyList<string> keys, bool isLastKept, string path)
    {
        int[] indices = [.. keys.Select(key => table.IndexOf(key, path))];
        int[] places = new int[indices.Length == 0 ? 0 : indices.Max() + 1];
        Array.Fill(places, KeyMap.NotFound);
        for (int i = 0; i < indices.Length; i++)
            if (isLastKept || places[indices[i]] == KeyMap.NotFound) places[indices[i]] = i;
        return KeyMap.OfCategories([.. places]);
    }

    internal static KeyMap OfNumbers(IReadOnlyList<double> keys, bool isLastKept)
    {
        var places = new Dictionary<double, int>();
        for (int i = 0; i < keys.Count; i++)
            if (isLastKept) places[keys[i]] = i;
            else places.TryAdd(keys[i], i);
        return KeyMap.OfNumbers(places);
    }
}
