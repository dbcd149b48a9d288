using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CreditDecision.Core.Documents;
using CreditDecision.Service.Hosting;

namespace CreditDecision.Service.PersonalData;

/// <summary>
/// The key file: <c>{ "current": "k1", "keys": { "k1": { "aes_256": base64 } }, "token_key": base64 }</c>, readable by its owner alone.
/// A new key is added and made current; old ones stay for what they sealed.
/// </summary>
internal static class KeyFile
{
    /// <exception cref="StartRefusedException">The file is broken, or absent while there are records that need it.</exception>
    public static PersonalDataKeys Load(string path, bool mayCreate)
    {
        path = Path.GetFullPath(path);
        try
        {
            if (!File.Exists(path))
            {
                if (!mayCreate) throw new StartRefusedException([$"key file {path}: is missing, and the store may hold records that only its keys open"]);
                Create(path);
            }
            return Read(path, File.ReadAllBytes(path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException([$"key file {path}: {problem.Message}"]);
        }
    }

    private static PersonalDataKeys Read(string path, byte[] bytes)
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
            foreach ((string id, DocumentObject key) in document.Child("keys").Entries())
            {
                if (id.Length is 0 or > PersonalDataKeys.LongestKeyId || !Ascii.IsValid(id)) key.Fail("", $"its id must be 1 to {PersonalDataKeys.LongestKeyId} ASCII characters");
                keys[id] = Key(key, "aes_256");
                key.Close();
            }
            document.Close();
            if (current.Length > 0 && !keys.ContainsKey(current)) document.Fail("current", "names a key that is not in keys");
        }
        catch (JsonException problem)
        {
            errors.Add("", $"is not JSON: {problem.Message}");
        }
        if (errors.Any) throw new StartRefusedException([.. errors.All.Select(error => $"key file {path}: {error}")]);
        return new PersonalDataKeys(current, keys, tokenKey);
    }

    private static byte[] Key(DocumentObject document, string key)
    {
        byte[] bytes = new byte[PersonalDataKeys.KeyBytes];
        string text = document.Text(key);
        bool right = Convert.TryFromBase64String(text, bytes, out int written) && written == PersonalDataKeys.KeyBytes;
        // The text is not quoted: even a wrong key is nobody's business.
        if (!right && text.Length > 0) document.Fail(key, $"must be {PersonalDataKeys.KeyBytes} bytes in base64");
        return bytes;
    }

    // Written beside its place and moved there, so that a crash leaves no file or a whole one.
    private static void Create(string path)
    {
        var content = new
        {
            current = "k1",
            keys = new Dictionary<string, object> { ["k1"] = new { aes_256 = NewKey() } },
            token_key = NewKey(),
        };
        string temporary = path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(temporary, options))
        {
            JsonSerializer.Serialize(file, content);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path);
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(PersonalDataKeys.KeyBytes));
}
