namespace CreditDecision.Cli.Applying;

/// <summary>Ids of runs: short, since they stand inside application ids, and in the order of time.</summary>
internal static class RunIds
{
    public const string Format = "1 to 32 of A-Z a-z 0-9 . _ -";

    private const int Longest = 32;

    public static bool IsValid(string id) => id.Length is >= 1 and <= Longest && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');

    /// <summary>The second and a few random characters, so that two runs that start together differ.</summary>
    public static string New(TimeProvider time)
    {
        DateTimeOffset now = time.GetUtcNow();
        string random = Guid.CreateVersion7(now).ToString("N")[^6..];
        return $"{now:yyyyMMdd-HHmmss}-{random}";
    }
}
