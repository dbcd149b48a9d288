using System.Security.Cryptography;
using System.Text;

namespace CreditDecision.Service.Tests.Telemetry;

public sealed class PersonalNeedlesTests
{
    private const string Number = "110199198701092619";

    private static readonly PersonalNeedles Needles = new(("id number", Number), ("name", "欧阳若琳"));

    public static TheoryData<string, byte[]> Leaks => new()
    {
        { "plain", Encoding.UTF8.GetBytes($"no {Number}!") },
        { "a piece", Encoding.UTF8.GetBytes($"no ...{Number[5..17]}") },
        { "UTF-16", Encoding.Unicode.GetBytes($"no {Number}") },
        { "hex", Encoding.UTF8.GetBytes("\\x00" + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Number))) },
        { "base64, first place", Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes($"abc{Number}xy"))) },
        { "base64, second place", Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes($"abcd{Number}xy"))) },
        { "base64, third place", Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes($"abcde{Number}xy"))) },
        { "JSON", Encoding.UTF8.GetBytes("{\"n\":\"\\u6B27\\u9633\\u82E5\\u7433\"}") },
        { "percent", Encoding.UTF8.GetBytes(Uri.EscapeDataString("欧阳若琳 ")) },
        { "hash", [1, .. SHA256.HashData(Encoding.UTF8.GetBytes(Number)), 2] },
    };

    [Theory]
    [MemberData(nameof(Leaks), DisableDiscoveryEnumeration = true)]
    public void A_leak_is_found_in_every_form(string form, byte[] leak) => Assert.True(Needles.In(leak).Count > 0, form);

    [Fact]
    public void What_tells_of_somebody_else_is_no_leak() =>
        Assert.Empty(Needles.In(Encoding.UTF8.GetBytes("110199199001011237 王小明 1101991987 " + Convert.ToBase64String(new byte[100]))));
}
