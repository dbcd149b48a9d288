using System.Collections.Immutable;
using CreditDecision.Core.Scoring.Graphs;
using CreditDecision.Modeling.Formats.Onnx.Graphs;
using CreditDecision.Modeling.Formats.Onnx.Wire;

namespace CreditDecision.Modeling.Formats.Onnx.Operators;

/// <summary>
/// From categories to numbers. A string that no operator knows and one that is missing are alike: neither is any encoder's key.
/// </summary>
internal static class EncoderOperators
{
    /// <summary>Columns of 0 and 1. With zeros = 0 a row with an unknown category has no answer, as in ONNX Runtime.</summary>
    internal static void OneHotEncoder(OnnxOperation operation)
    {
        OnnxNode node = operation.Node;
        OnnxValue value = operation.Value(0);
        bool unknownIsZeros = node.Whole("zeros", 1) != 0;
        var (texts, wholes) = (node.Texts("cats_strings"), node.Wholes("cats_int64s"));
        bool isText = value.Type == ElementType.Text;
        if (texts.Count > 0 == wholes.Count > 0 || isText != texts.Count > 0) throw node.Refuse("must have categories of its input's type, strings or integers");
        if (value.Type is ElementType.Single or ElementType.Double) value = ElementOperators.Cast(operation.Draft, value, ElementType.Int64);
        int width = Math.Max(texts.Count, wholes.Count);
        var cells = new List<int>();
        // Of a category that is named twice, ONNX Runtime takes the last place.
        KeyMap? shared = isText ? null : KeyMaps.OfNumbers([.. wholes.Select(whole => (double)whole)], isLastKept: true);
        for (int i = 0; i < value.Cells.Length; i++)
        {
            operation.Draft.Charge(width);
            KeyMap keys = shared ?? KeyMaps.OfTexts(value.Tables[i], texts, isLastKept: true, node.Path);
            int cell = value.Cells[i];
            cells.AddRange(operation.Draft.Add([cell], width, (sources, first) => new OneHotStep(keys, unknownIsZeros, cell, first, width)));
        }
        operation.Result(new OnnxValue(ElementType.Single, [.. cells], [.. value.Shape, width]));
    }

    /// <summary>Version 1: a string to its place in the list or back; since version 2 any key to any value.</summary>
    internal static void LabelEncoder(OnnxOperation operation)
    {
        OnnxNode node = operation.Node;
        OnnxValue value = operation.Value(0);
        if (operation.Version == 1)
        {
            Map(operation, value, node.Texts("classes_strings"));
            return;
        }
        LabelLists lists = LabelLists.Read(node, value.Type, operation.Version);
        Translate(operation, value, lists);
    }

    internal static void CategoryMapper(OnnxOperation operation)
    {
        OnnxNode node = operation.Node;
        OnnxValue value = operation.Value(0);
        var (texts, wholes) = (node.Texts("cats_strings"), node.Wholes("cats_int64s"));
        if (texts.Count != wholes.Count || texts.Count == 0) throw node.Refuse($"has {texts.Count} strings and {wholes.Count} integers");
        Map(operation, value, texts, [.. wholes.Select(whole => (double)whole)]);
    }

    private static void Map(OnnxOperation operation, OnnxValue value, IReadOnlyList<string> texts, IReadOnlyList<double>? wholes = null)
    {
        OnnxNode node = operation.Node;
        var (otherText, otherWhole) = (node.Text("default_string", "_Unused"), node.Whole("default_int64", -1));
        IReadOnlyList<double> numbers = wholes ?? [.. Enumerable.Range(0, texts.Count).Select(i => (double)i)];
        if (value.Type is not (ElementType.Text or ElementType.Int64)) throw node.Refuse("must have strings or 64-bit integers");
        Translate(operation, value, value.Type == ElementType.Text
            ? new LabelLists { KeyTexts = texts, Type = ElementType.Int64, Numbers = numbers, OtherNumber = otherWhole }
            : new LabelLists { KeyNumbers = numbers, Type = ElementType.Text, Texts = texts, OtherText = otherText });
    }

    private static void Translate(OnnxOperation operation, OnnxValue value, LabelLists lists)
    {
        CategoryTable? made = lists.Type == ElementType.Text ? new CategoryTable() : null;
        string path = operation.Node.Path;
        ImmutableArray<double> results = made is null ? [.. lists.Numbers] : [.. lists.Texts.Select(text => (double)made.IndexOf(text, path))];
        double other = made is null ? lists.OtherNumber : made.IndexOf(lists.OtherText, path);
        KeyMap? shared = value.Type == ElementType.Text ? null : KeyMaps.OfNumbers(lists.KeyNumbers, isLastKept: false);
        var cells = new List<int>();
        for (int i = 0; i < value.Cells.Length; i++)
        {
            if (shared is null) operation.Draft.Charge(lists.KeyTexts.Count);
            KeyMap keys = shared ?? KeyMaps.OfTexts(value.Tables[i], lists.KeyTexts, isLastKept: false, path);
            cells.AddRange(operation.Draft.Add([value.Cells[i]], 1, (sources, first) => new LookupStep(keys, results, other, other, sources, first)));
        }
        operation.Result(new OnnxValue(lists.Type, [.. cells], value.Shape) { Tables = made is null ? [] : [.. value.Cells.Select(_ => made)] });
    }
}
