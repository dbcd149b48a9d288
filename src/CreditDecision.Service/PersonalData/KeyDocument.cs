using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CreditDecision.Core.Documents;
using CreditDecision.Service.Hosting;

namespace CreditDecision.Service.PersonalData;

/// <summary>
/// The keys as they are given: <c>{ "current": "k1", "keys": { "k1": { "aes_256": base64 } }, "token_key": base64 }</c>.
/// A new key is added and made current; old ones stay for what they sealed.
/// </summary>
internal static class KeyDocument
{
    /// <param name="origin">What the document is called in the lines of a refusal.</param>
    /// <exception cref="StartRefusedException">It is broken; all that is wrong with it is told, and nothing of it quoted.</exception>
    public static PersonalDataKeys Read(string origin, ReadOnlyMemory<byte> bytes)
    {
        var errors = new DocumentErrors();
        var keys = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        string current = "";
        byte[] tokenKey = [];
        try
        {
            using JsonDocument json = JsonDocument.Parse(bytes);
            DocumentObject document = DocumentObject.Root(json.RootElement, errors);
            current = document.Text("current", PersonalDataKeys.LongestKeyId);
            tokenKey = Key(document, "token_key");
            DocumentObject sealing = document.Child("keys");
            foreach ((string id, DocumentObject key) in sealing.Entries())
            {
                if (id.Length is 0 or > PersonalDataKeys.LongestKeyId || !Ascii.IsValid(id)) key.Fail("", $"its id must be 1 to {PersonalDataKeys.LongestKeyId} ASCII characters");
                keys[id] = Key(key, "aes_256");
                key.Close();
            }
            sealing.Close();
            document.Close();
            if (current.Length > 0 && !keys.ContainsKey(current)) document.Fail("current", "names a key that is not in keys");
            // While lines are missing or wrong, keys read as harmless defaults, which are alike.
            if (!errors.Any) TellApart(document, keys, tokenKey);
        }
        catch (JsonException problem)
        {
            // Its own message quotes what it stumbled over.
            errors.Add("", $"is not JSON: line {problem.LineNumber + 1}, byte {problem.BytePositionInLine + 1}");
        }
        if (errors.Any) throw new StartRefusedException([.. errors.All.Select(error => $"{origin}: {error}")]);
        return new PersonalDataKeys(current, keys, tokenKey);
    }

    /// <summary>Keys that nobody had before, sealing under the id <c>k1</c>.</summary>
    public static byte[] New() => JsonSerializer.SerializeToUtf8Bytes(new
    {
        current = "k1",
        keys = new Dictionary<string, object> { ["k1"] = new { aes_256 = NewKey() } },
        token_key = NewKey(),
    });

    // A copied key under a new id would look like a rotation and be none.
    private static void TellApart(DocumentObject document, Dictionary<string, byte[]> keys, byte[] tokenKey)
    {
        var firsts = new List<KeyValuePair<string, byte[]>>();
        foreach (KeyValuePair<string, byte[]> key in keys)
        {
            if (Same(key.Value, tokenKey)) document.Fail($"keys.{key.Key}.aes_256", "is the token_key; each key has one use");
            if (firsts.Find(first => Same(first.Value, key.Value)) is { Key: not null } same) document.Fail($"keys.{key.Key}.aes_256", $"is the same key as keys.{same.Key}");
            firsts.Add(key);
        }
    }

    private static bool Same(byte[] left, byte[] right) => CryptographicOperations.FixedTimeEquals(left, right);

    private static byte[] Key(DocumentObject document, string key)
    {
        byte[] bytes = new byte[PersonalDataKeys.KeyBytes];
        string text = document.Text(key);
        bool right = Convert.TryFromBase64String(text, bytes, out int written) && written == PersonalDataKeys.KeyBytes;
        // The text is not quoted: even a wrong key is nobody's business.
        if (!right && text.Length > 0) document.Fail(key, $"must be {PersonalDataKeys.KeyBytes} bytes in base64");
        return bytes;
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(PersonalDataKeys.KeyBytes));
}
