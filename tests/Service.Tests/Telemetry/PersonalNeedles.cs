using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CreditDecision.Service.Tests.Telemetry;

/// <summary>Looks for a borrower in bytes: whole values and pieces of them, in every form in which text and bytes are usually written.</summary>
internal sealed class PersonalNeedles
{
    // Shorter pieces of numbers stand in any random hex by chance.
    private const int PieceLetters = 11;

    private readonly List<(string What, byte[] Bytes)> _needles = [];

    public PersonalNeedles(params IEnumerable<(string What, string Value)> values)
    {
        foreach ((string what, string value) in values)
        {
            foreach (string piece in Pieces(value).Distinct()) AddForms(what, piece);
            // A plain hash of a number is found by trying all numbers.
            byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(value));
            _needles.Add(($"SHA-256 of {what}", hash));
            _needles.Add(($"SHA-256 of {what}, hex", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash))));
        }
    }

    /// <summary>What is found; nothing where all is well.</summary>
    public IReadOnlyList<string> In(byte[] haystack) => [.. _needles.Where(needle => haystack.AsSpan().IndexOf(needle.Bytes) >= 0).Select(needle => needle.What).Distinct()];

    private static IEnumerable<string> Pieces(string value)
    {
        yield return value;
        for (int i = 0; i + PieceLetters <= value.Length; i++) yield return value.Substring(i, PieceLetters);
    }

    private void AddForms(string what, string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        void Add(string form, byte[] bytes) => _needles.Add(($"{what} ({form})", bytes));
        Add("plain", utf8);
        Add("UTF-16", Encoding.Unicode.GetBytes(text));
        Add("hex", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(utf8)));
        Add("hex", Encoding.ASCII.GetBytes(Convert.ToHexString(utf8)));
        Add("JSON", Encoding.UTF8.GetBytes(JsonEncodedText.Encode(text).ToString()));
        Add("percent", Encoding.ASCII.GetBytes(Uri.EscapeDataString(text)));
        for (int before = 0; before < 3; before++) Add("base64", Encoding.ASCII.GetBytes(Base64Within(utf8, before)));
    }

    /// <summary>The letters that a text has in the base64 of something longer, with so many bytes before it, modulo 3.</summary>
    private static string Base64Within(byte[] text, int before)
    {
        string whole = Convert.ToBase64String([.. new byte[before], .. text]);
        int first = ((before * 8) + 5) / 6, end = (before + text.Length) * 8 / 6;
        return whole[first..end];
    }
}
