using System.Text;
using System.Text.RegularExpressions;
using CreditDecision.Modeling.Fitting;

namespace CreditDecision.Modeling.Tests.Formats.Fuzzing;

/// <summary>Edits of JSON, XML and lines of text: numbers, words, lines and nesting.</summary>
internal static partial class TextEdits
{
    private static readonly string[] Numbers =
    [
        "-1", "0", "-0", "1", "2", "3", "0.5", "1e-400", "1e308", "1e400", "-1e400", "NaN", "nan", "Infinity", "-inf", "1e", "1.2.3", "0x10", "007", "",
        "255", "256", "65535", "65536", "16777216", "2147483647", "2147483648", "-2147483648", "4294967296", "9223372036854775807", "9223372036854775808",
        "3.4028235e38", "3.5e38", "1e-46", new('9', 400), "0." + new string('1', 400), "1 2", "1,2", "null", "true", "\"5\"", "[1]",
    ];

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "\"", ",", ":", "null", "\"a\":1,", "\\u0000", "\\ud800", "<", ">", "/>", "<a>", "</a>", "<!--", "-->", "<![CDATA[", "]]>", "&#0;", "&amp;",
        "&lol;", "<!DOCTYPE a [<!ENTITY lol \"lol\"><!ENTITY lol1 \"&lol;&lol;&lol;&lol;\">]>", "<?xml version=\"1.0\"?>", "\n", "\r\n", "\0", "\uFEFF", "=", " ", "\t",
        "num_leaves=2147483647\n", "Tree=0\n", "num_cat=65537\n", "tree\n", "end of trees\n",
    ];

    // In Latin-1 every byte is one character, so that bytes which are no text survive the edits.
    private static readonly Encoding Bytewise = Encoding.Latin1;

    internal static byte[] SwapNumber(byte[] bytes, byte[] other, StableRandom dice) => SwapMatch(NumberForm(), bytes, dice, Numbers);

    internal static byte[] SwapWord(byte[] bytes, byte[] other, StableRandom dice)
    {
        MatchCollection words = WordForm().Matches(Bytewise.GetString(other));
        return words.Count == 0 ? bytes : SwapMatch(WordForm(), bytes, dice, [words[dice.NextBelow(words.Count)].Value]);
    }

    internal static byte[] RemoveLine(byte[] bytes, byte[] other, StableRandom dice)
    {
        List<string> pieces = Split(bytes);
        pieces.RemoveAt(dice.NextBelow(pieces.Count));
        return Bytewise.GetBytes(string.Concat(pieces));
    }

    internal static byte[] RepeatLine(byte[] bytes, byte[] other, StableRandom dice)
    {
        List<string> pieces = Split(bytes);
        string piece = pieces[dice.NextBelow(pieces.Count)];
        int times = dice.NextChance(0.05) ? 1_000 : 1;
        pieces.InsertRange(dice.NextBelow(pieces.Count + 1), Enumerable.Repeat(piece, times));
        return Bytewise.GetBytes(string.Concat(pieces));
    }

    internal static byte[] Nest(byte[] bytes, byte[] other, StableRandom dice)
    {
        string[] openings = ["[", "{\"a\":", "<Node>", "<SimplePredicate>", "<CompoundPredicate booleanOperator=\"and\">", "("];
        int depth = 1 << dice.NextBelow(14);
        string opening = openings[dice.NextBelow(openings.Length)];
        return ByteEdits.InsertAt(bytes, dice.NextBelow(bytes.Length + 1), Bytewise.GetBytes(string.Concat(Enumerable.Repeat(opening, depth))));
    }

    internal static byte[] Insert(byte[] bytes, byte[] other, StableRandom dice) =>
        ByteEdits.InsertAt(bytes, dice.NextBelow(bytes.Length + 1), Encoding.UTF8.GetBytes(Pieces[dice.NextBelow(Pieces.Length)]));

    private static byte[] SwapMatch(Regex form, byte[] bytes, StableRandom dice, string[] instead)
    {
        string text = Bytewise.GetString(bytes);
        // From a random place on: to find all would cost more than to read the artifact.
        Match match = form.Match(text, dice.NextBelow(text.Length + 1));
        if (!match.Success) return bytes;
        return Bytewise.GetBytes(string.Concat(text.AsSpan(0, match.Index), instead[dice.NextBelow(instead.Length)], text.AsSpan(match.Index + match.Length)));
    }

    // Lines where there are such, else what stands between commas.
    private static List<string> Split(byte[] bytes)
    {
        string text = Bytewise.GetString(bytes);
        char end = text.Contains('\n') ? '\n' : ',';
        var pieces = new List<string>();
        for (int start = 0, next; start < text.Length; start = next)
        {
            int found = text.IndexOf(end, start);
            next = found < 0 ? text.Length : found + 1;
            pieces.Add(text[start..next]);
        }
        return pieces.Count == 0 ? [""] : pieces;
    }

    [GeneratedRegex(@"-?\d[\d.]*(?:[eE][-+]?\d+)?")]
    private static partial Regex NumberForm();

    [GeneratedRegex(@"[A-Za-z_][A-Za-z_:0-9]*")]
    private static partial Regex WordForm();
}
