using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Cli.Expressions;

/// <summary>The declared type that a given value would have.</summary>
internal static class ValueTypes
{
    public static CelType Of(CelValue value) => value.Kind switch
    {
        CelKind.List => CelType.List(Of(value.AsList.Elements.ToArray())),
        CelKind.Map => CelType.Map(Of([.. value.AsMap.Entries.ToArray().Select(entry => entry.Key)]), Of([.. value.AsMap.Entries.ToArray().Select(entry => entry.Value)])),
        _ => CelTypeNames.TypeOf(value.Kind) ?? CelType.Dyn,
    };

    private static CelType Of(CelValue[] elements) =>
        elements.Select(Of).Distinct().ToArray() is [var only] ? only : CelType.Dyn;
}
