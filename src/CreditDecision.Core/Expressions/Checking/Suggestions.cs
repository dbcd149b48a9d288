namespace CreditDecision.Core.Expressions.Checking;

/// <summary>Finds the names that were most likely meant.</summary>
internal static class Suggestions
{
    private const int Most = 3;

    /// <returns><c>; did you mean "a" or "b"?</c>, or nothing where no name is near.</returns>
    public static string For(string name, IEnumerable<string> known)
    {
        int near = name.Length / 3;
        string[] best =
        [
            .. known.Select(candidate => (Name: candidate, Distance: Distance(name, candidate, near)))
                .Where(candidate => candidate.Distance <= near || EndsAlike(name, candidate.Name))
                .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
                .Take(Most).Select(candidate => $"\"{candidate.Name}\""),
        ];
        return best.Length == 0 ? "" : $"; did you mean {string.Join(" or ", best)}?";
    }

    // pd for risk.pd: the last part was remembered, its stage was not.
    private static bool EndsAlike(string name, string candidate) => candidate.EndsWith($".{name}", StringComparison.OrdinalIgnoreCase);

    /// <summary>Levenshtein's distance, letters' case aside; anything above the bound where it is above the bound.</summary>
    private static int Distance(string left, string right, int bound)
    {
        if (Math.Abs(left.Length - right.Length) > bound) return int.MaxValue;
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 0; i < left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < right.Length; j++)
            {
                int replaced = diagonal + (char.ToLowerInvariant(left[i]) == char.ToLowerInvariant(right[j]) ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, Math.Min(row[j], diagonal) + 1);
            }
        }
        return row[^1];
    }
}
