using System.Text.RegularExpressions;

namespace CreditDecision.Service.Tests.Governance.Walking;

/// <summary>One call of a walk block.</summary>
/// <param name="Request">JSON, with the shorthands of the page.</param>
/// <param name="Data">File to stream; empty for none.</param>
/// <param name="Expected">JSON that the answer holds; empty for any.</param>
/// <param name="Refusals">Rules by which it is refused; empty where it is answered.</param>
internal sealed record WalkCall(string Who, string Rpc, string Request, string Data, string Expected, IReadOnlyList<string> Refusals);

/// <summary>A fenced block of the page.</summary>
/// <param name="Line">Where it begins, from 1.</param>
internal sealed record WalkBlock(string Kind, IReadOnlyDictionary<string, string> Options, IReadOnlyList<string> Lines, int Line);

/// <summary>The page as it is run.</summary>
internal static partial class WalkPage
{
    private const string Expectation = "  => ", Refusal = "  refused: ";

    public static IReadOnlyList<WalkBlock> Read(string path)
    {
        var blocks = new List<WalkBlock>();
        List<string>? open = null;
        string[] head = [];
        int line = 0, start = 0;
        foreach (string text in File.ReadLines(path))
        {
            line++;
            if (!text.StartsWith("```", StringComparison.Ordinal)) open?.Add(text);
            else if (open is null) (open, head, start) = ([], text[3..].Split(' '), line);
            else
            {
                var options = head.Skip(1).Select(option => option.Split('=')).ToDictionary(option => option[0], option => option[1]);
                blocks.Add(new WalkBlock(head[0], options, open, start));
                open = null;
            }
        }
        Assert.True(open is null, $"{path}: the block of line {start} has no end");
        return blocks;
    }

    /// <summary>Its calls, for each thing that it is for.</summary>
    public static IEnumerable<WalkCall> Calls(WalkBlock block)
    {
        foreach (string thing in block.Options.GetValueOrDefault("each", "").Split(','))
        {
            WalkCall? call = null;
            foreach (string text in block.Lines.Select(line => line.Replace("{it}", thing)))
            {
                if (text.StartsWith(Expectation, StringComparison.Ordinal)) call = call! with { Expected = text[Expectation.Length..] };
                else if (text.StartsWith(Refusal, StringComparison.Ordinal)) call = call! with { Refusals = text[Refusal.Length..].Split(", ") };
                else
                {
                    if (call is not null) yield return call;
                    Match match = Line().Match(text);
                    Assert.True(match.Success, $"in the block of line {block.Line}, this is no call: {text}");
                    call = new WalkCall(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value, match.Groups[4].Value, "", []);
                }
            }
            if (call is not null) yield return call;
        }
    }

    [GeneratedRegex(@"^(\S+) (\w+) (\{.*\})(?: < (\S+))?$")]
    private static partial Regex Line();
}
