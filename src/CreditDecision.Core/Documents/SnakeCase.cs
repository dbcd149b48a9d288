using System.Text;

namespace CreditDecision.Core.Documents;

/// <summary>How names of enum members are written in documents and traces: <c>EqualInstallment</c> is <c>equal_installment</c>.</summary>
public static class SnakeCase
{
    public static string Of<T>(T value) where T : struct, Enum => Names<T>.ByValue.TryGetValue(value, out string? name) ? name : value.ToString();

    /// <summary>The zero member ("not said") has no written form.</summary>
    public static bool TryParse<T>(string text, out T value) where T : struct, Enum => Names<T>.ByName.TryGetValue(text, out value);

    internal static string Choices<T>() where T : struct, Enum => string.Join(", ", Names<T>.ByName.Keys);

    private static string Write(string member)
    {
        var text = new StringBuilder(member.Length + 8);
        foreach (char letter in member)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0) text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }
        return text.ToString();
    }

    private static class Names<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue = Enum.GetValues<T>().ToDictionary(value => value, value => Write(value.ToString()));

        public static readonly Dictionary<string, T> ByName =
            ByValue.Where(pair => !pair.Key.Equals(default(T))).ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
