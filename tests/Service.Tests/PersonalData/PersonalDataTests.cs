using System.Security.Cryptography;
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
        PersonalDataKeys keys = KeyFile.Load(KeyPath, mayCreate: true);
        byte[] plain = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];
        byte[] blob = keys.Seal(plain, Place);
        Assert.Equal(plain, keys.Open(blob, Place));
        Assert.NotEqual(blob, keys.Seal(plain, Place));
        Assert.ThrowsAny<CryptographicException>(() => keys.Open(blob, [9]));
    }

    [Fact]
    public void A_change_of_any_byte_is_noticed()
    {
        PersonalDataKeys keys = KeyFile.Load(KeyPath, mayCreate: true);
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
        PersonalDataKeys keys = KeyFile.Load(KeyPath, mayCreate: true);
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
        PersonalDataKeys before = KeyFile.Load(KeyPath, mayCreate: true);
        byte[] old = before.Seal([1], Place);
        JsonNode file = JsonNode.Parse(File.ReadAllText(KeyPath))!;
        file["keys"]!["k2"] = new JsonObject { ["aes_256"] = Convert.ToBase64String(new byte[32]) };
        file["current"] = "k2";
        File.WriteAllText(KeyPath, file.ToJsonString());
        PersonalDataKeys after = KeyFile.Load(KeyPath, mayCreate: false);
        Assert.Equal([1], after.Open(old, Place));
        Assert.ThrowsAny<CryptographicException>(() => before.Open(after.Seal([1], Place), Place));
        Assert.Equal(before.TokenOf("11010119900101001X"), after.TokenOf("11010119900101001X"));
        Assert.NotEqual(after.TokenOf("11010119900101001X"), after.TokenOf("110101199001010020"));
    }

    [Fact]
    public void A_new_key_file_is_for_its_owner_alone()
    {
        KeyFile.Load(KeyPath, mayCreate: true);
        if (OperatingSystem.IsWindows()) Assert.Skip("file modes are Unix's");
        else Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
    }

    [Fact]
    public void Missing_keys_of_an_existing_store_stop_the_start()
    {
        StartRefusedException refused = Assert.Throws<StartRefusedException>(() => KeyFile.Load(KeyPath, mayCreate: false));
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
        StartRefusedException refused = Assert.Throws<StartRefusedException>(() => KeyFile.Load(KeyPath, mayCreate: true));
        Assert.Contains(refused.Problems, line => line.Contains(problem) && line.Contains(KeyPath));
        Assert.Equal(text, File.ReadAllText(KeyPath));
    }
}
