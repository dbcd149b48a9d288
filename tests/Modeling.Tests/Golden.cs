using System.Text.Json;

namespace CreditDecision.Modeling.Tests;

/// <summary>Published figures of others; tests that need them skip where the folder is absent.</summary>
internal static class Golden
{
    public static JsonElement Statistics() => JsonDocument.Parse(Repository.Shared("conformance/statistics/golden.json")).RootElement;

    public static double[] Numbers(this JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetDouble())];
}
