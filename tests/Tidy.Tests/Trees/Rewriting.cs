using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tidy.Tests.Trees;

/// <summary>
/// The lists of this project that are reviewed data (lengths, proto numbers) are rewritten from the tree when
/// <c>CREDITDECISION_RATCHET=1</c> is set, which <c>./test --ratchet</c> does; the change is then a diff to be reviewed.
/// </summary>
public static class Rewriting
{
    public static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        // Signatures hold angle brackets, which are to be read as such.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static bool Asked => Environment.GetEnvironmentVariable("CREDITDECISION_RATCHET") == "1";

    public static void Write<T>(string path, T value) => File.WriteAllText(path, JsonSerializer.Serialize(value, Json) + "\n");
}
