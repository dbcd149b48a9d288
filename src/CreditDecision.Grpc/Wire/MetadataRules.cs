using System.Buffers;

namespace Grpc.Wire;

/// <summary>Which keys and text values metadata may have (gRPC over HTTP/2, "Custom-Metadata").</summary>
internal static class MetadataRules
{
    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>The key in lower case.</summary>
    /// <exception cref="ArgumentException">It is empty or has other characters than letters, digits, dot, underscore and hyphen.</exception>
    public static string NormalizeKey(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var lower = key.ToLowerInvariant();
        if (lower.Length == 0 || lower.AsSpan().ContainsAnyExcept(KeyCharacters))
        {
            throw new ArgumentException(
                $"Metadata entry key '{key}' not valid. Keys can only contain lowercase alphanumeric characters, underscores, hyphens and dots.",
                nameof(key));
        }

        return lower;
    }

    /// <summary>Refuses a value that is not printable ASCII. HTTP/2 would carry a line break into the next hop's log or header.</summary>
    /// <exception cref="ArgumentException">It holds a character outside 0x20 to 0x7E.</exception>
    public static void CheckValue(string value)
    {
        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            throw new ArgumentException("Metadata values can only contain printable ASCII characters (0x20 to 0x7E).", nameof(value));
    }
}
