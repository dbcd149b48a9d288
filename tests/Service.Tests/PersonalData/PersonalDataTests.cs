using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CreditDecision.Service.Hosting;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.Tests.Hosting;

namespace CreditDecision.Service.Tests.PersonalData;

[Trait("Article", "A35")]
public sealed class PersonalDataTests : IDisposable
{
    private static readonly byte[] Place = [1, 2, 3];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string KeyPath => _folder.At("keys.json");

    [Fact]
    public void What_was_sealed_opens_in_its_place_only()
    {
        PersonalDataKeys keys = new KeyFile(KeyPath, mayCreate: true).Load();
        byte[] plain = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];
        byte[] blob = keys.Seal(plain, Place);
        Assert.Equal(plain, keys.Open(blob, Place));
        Assert.NotEqual(blob, keys.Seal(plain, Place));
        Assert.ThrowsAny<CryptographicException>(() => keys.Open(blob, [9]));
    }

    [Fact]
    public void A_change_of_any_byte_is_noticed()
    {
        PersonalDataKeys keys = new KeyFile(KeyPath, mayCreate: true).Load();
        byte[] blob = keys.Seal([7, 7, 7], Place);
        for (int i = 0; i < blob.Length; i++)
        {
            byte[] changed = [.. blob];
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => keys.Open(changed, Place));
            Assert.ThrowsAny<CryptographicException>(() => keys.Open(blob.AsSpan(0, i), Place));
        }
    }

    [Fact]
    public void Threads_seal_and_open_with_the_same_keys_also_after_something_was_refused()
    {
        PersonalDataKeys keys = new KeyFile(KeyPath, mayCreate: true).Load();
        Parallel.For(0, 2_000, number =>
        {
            byte[] plain = BitConverter.GetBytes(number);
            byte[] blob = keys.Seal(plain, Place);
            if (number % 7 == 0) Assert.ThrowsAny<CryptographicException>(() => keys.Open(blob, [9]));
            Assert.Equal(plain, keys.Open(blob, Place));
        });
    }

    [Fact]
    public void After_a_rotation_old_blobs_open_and_borrowers_are_found()
    {
        PersonalDataKeys before = new KeyFile(KeyPath, mayCreate: true).Load();
        byte[] old = before.Seal([1], Place);
        JsonNode file = JsonNode.Parse(File.ReadAllText(KeyPath))!;
        file["keys"]!["k2"] = new JsonObject { ["aes_256"] = Convert.ToBase64String(new byte[32]) };
        file["current"] = "k2";
        File.WriteAllText(KeyPath, file.ToJsonString());
        PersonalDataKeys after = new KeyFile(KeyPath, mayCreate: false).Load();
        Assert.Equal([1], after.Open(old, Place));
        Assert.ThrowsAny<CryptographicException>(() => before.Open(after.Seal([1], Place), Place));
        Assert.Equal(before.TokenOf("11010119900101001X"), after.TokenOf("11010119900101001X"));
        Assert.NotEqual(after.TokenOf("11010119900101001X"), after.TokenOf("110101199001010020"));
    }

    [Fact]
    public void A_new_key_file_is_for_its_owner_alone()
    {
        new KeyFile(KeyPath, mayCreate: true).Load();
        if (OperatingSystem.IsWindows()) Assert.Skip("file modes are Unix's");
        else Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
    }

    [Fact]
    public void Missing_keys_of_an_existing_store_stop_the_start()
    {
        StartRefusedException refused = Assert.Throws<StartRefusedException>(() => new KeyFile(KeyPath, mayCreate: false).Load());
        Assert.Contains("is missing", Assert.Single(refused.Problems));
        Assert.False(File.Exists(KeyPath));
    }

    [Theory]
    [InlineData("{", "is not JSON")]
    [InlineData("{}", "current: is missing")]
    [InlineData("""{ "current": "k2", "keys": { "k1": { "aes_256": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" } }, "token_key": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" }""", "current: names a key that is not in keys")]
    [InlineData("""{ "current": "k1", "keys": { "k1": { "aes_256": "c2hvcnQ=" } }, "token_key": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" }""", "keys.k1.aes_256: must be 32 bytes in base64")]
    public void A_broken_key_file_is_refused_with_its_place(string text, string problem)
    {
        File.WriteAllText(KeyPath, text);
        StartRefusedException refused = Assert.Throws<StartRefusedException>(() => new KeyFile(KeyPath, mayCreate: true).Load());
        Assert.Contains(refused.Problems, line => line.Contains(problem) && line.Contains(KeyPath));
        Assert.Equal(text, File.ReadAllText(KeyPath));
    }

    [Fact]
    public void All_that_is_wrong_with_keys_is_told_at_once_and_nothing_of_them_quoted()
    {
        string same = Convert.ToBase64String(new byte[32]), secret = "c2VjcmV0LXNlY3JldA==";
        AssertRefused($$$"""{ "current": "k3", "keys": { "": { "aes_256": "{{{secret}}}" }, "k2": { "aes": 1 } }, "token_key": "{{{secret}}}", "more": 1 }""", secret,
            "current: names", "keys: its id must be", "keys.aes_256: must be 32 bytes", "keys.k2.aes_256: is missing", "keys.k2.aes: is not known", "token_key: must be 32 bytes", "more: is not known");
        AssertRefused($$$"""{ "current": "k1", "keys": { "k1": { "aes_256": "{{{same}}}" }, "k2": { "aes_256": "{{{same}}}" } }, "token_key": "{{{same}}}" }""", same,
            "keys.k1.aes_256: is the token_key", "keys.k2.aes_256: is the token_key", "keys.k2.aes_256: is the same key as keys.k1");
        AssertRefused($$$"""{ "current": "k1", "keys": { "k1": { "aes_256": "{{{same}}}" }, "k1": { "aes_256": "{{{same}}}" } }, "token_key": "{{{Key(1)}}}" }""", same, "keys.k1: is written twice");
        AssertRefused($$"""{ "current": "k1", "keys": {{secret}} }""", secret, "is not JSON: line 1");
    }

    [Fact]
    public void A_variable_holds_what_a_file_would()
    {
        const string Variable = "CREDITDECISION_TEST_KEYS_OF_A_VARIABLE";
        StartRefusedException refused = Assert.Throws<StartRefusedException>(() => new KeyVariable(Variable).Load());
        Assert.Equal($"key variable {Variable}: is not set, or empty", Assert.Single(refused.Problems));
        PersonalDataKeys file = new KeyFile(KeyPath, mayCreate: true).Load();
        try
        {
            Environment.SetEnvironmentVariable(Variable, File.ReadAllText(KeyPath) + "\n");
            PersonalDataKeys variable = new KeyVariable(Variable).Load();
            Assert.Equal([5], variable.Open(file.Seal([5], Place), Place));
            Assert.Equal(file.TokenKeyFingerprint(), variable.TokenKeyFingerprint());
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    private static string Key(byte fill) => Convert.ToBase64String([.. Enumerable.Repeat(fill, 32)]);

    private static void AssertRefused(string text, string secret, params string[] problems)
    {
        StartRefusedException refused = Assert.Throws<StartRefusedException>(() => KeyDocument.Read("keys", Encoding.UTF8.GetBytes(text)));
        Assert.All(problems, problem => Assert.Contains(refused.Problems, line => line.StartsWith($"keys: {problem}", StringComparison.Ordinal)));
        Assert.Equal(problems.Length, refused.Problems.Count);
        Assert.DoesNotContain(secret, string.Concat(refused.Problems), StringComparison.Ordinal);
    }
}
