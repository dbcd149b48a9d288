using System.Text.RegularExpressions;

namespace Tidy.Tests.Protos;

/// <summary>
/// The numbers of a proto file: <c>Message.field</c> or <c>Enum.VALUE</c> → what the wire sees of it (<c>repeated Reason = 7</c>,
/// <c>= 3</c>). A small scanner for the language that protoc has already accepted: comments and options are dropped,
/// then blocks, fields and values are read in order.
/// </summary>
public static partial class ProtoContract
{
    public static SortedDictionary<string, string> Numbers(string proto)
    {
        var numbers = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var package = PackagePattern().Match(StripComments(proto)) is { Success: true } match ? match.Groups[1].Value + "." : "";
        Walk(proto, (path, inEnum, statement) =>
        {
            if ((inEnum ? ValuePattern() : FieldPattern()).Match(statement) is { Success: true } line)
                numbers.Add($"{package}{path}.{line.Groups["name"].Value}", $"{line.Groups["type"].Value} = {line.Groups["number"].Value}".Trim());
        });
        return numbers;
    }

    /// <summary>Findings about one file on its own: what zero is called, and numbers given twice.</summary>
    public static IEnumerable<string> CheckEnums(string path, string proto)
    {
        var findings = new List<string>();
        Walk(proto, (block, inEnum, statement) =>
        {
            if (inEnum && ValuePattern().Match(statement) is { Success: true } value && value.Groups["number"].Value == "0"
                && !value.Groups["name"].Value.EndsWith("_UNSPECIFIED", StringComparison.Ordinal))
                findings.Add($"{path}: {block}.{value.Groups["name"].Value} = 0: the zero of an enum ends in _UNSPECIFIED and decides nothing");
        });
        return findings;
    }

    /// <summary>What a client built against <paramref name="published"/> would no longer understand.</summary>
    public static IEnumerable<string> CheckPublished(IReadOnlyDictionary<string, string> today, IReadOnlyDictionary<string, string> published)
    {
        foreach (var (name, was) in published)
            if (!today.TryGetValue(name, out var now))
                yield return $"{name} ({was}) was published and is gone; keep it, and mark it deprecated if it must not be used";
            else if (now != was)
                yield return $"{name} was published as \"{was}\" and is now \"{now}\"; add a new field with a new number instead";
        foreach (var (name, now) in today.Where(entry => !published.ContainsKey(entry.Key)))
            if (published.FirstOrDefault(entry => BlockOf(entry.Key) == BlockOf(name) && NumberOf(entry.Value) == NumberOf(now)).Key is { } owner)
                yield return $"{name} takes the number of {owner}; numbers are never reused";
            else
                yield return $"{name} ({now}) is new; publish it with `./test --ratchet`";
    }

    /// <summary>The snapshot with new entries added. It never drops or changes one: that is an edit by hand, to be answered for.</summary>
    public static SortedDictionary<string, string> Publish(IReadOnlyDictionary<string, string> today, IReadOnlyDictionary<string, string> published)
    {
        var merged = new SortedDictionary<string, string>(published.ToDictionary(), StringComparer.Ordinal);
        var taken = published.Select(entry => (BlockOf(entry.Key), NumberOf(entry.Value))).ToHashSet();
        foreach (var (name, now) in today)
            if (!taken.Contains((BlockOf(name), NumberOf(now))))
                merged.TryAdd(name, now);
        return merged;
    }

    private static void Walk(string proto, Action<string, bool, string> onStatement)
    {
        var blocks = new Stack<(string Kind, string Name)>();
        foreach (var match in StatementPattern().Matches(StripOptions(StripComments(proto))).AsEnumerable())
        {
            var head = match.Groups["head"].Value.Trim();
            switch (match.Groups["end"].Value)
            {
                case "{":
                    var words = head.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                    blocks.Push((words.ElementAtOrDefault(0) ?? "", words.ElementAtOrDefault(1) ?? ""));
                    break;
                case "}":
                    blocks.Pop();
                    break;
                case ";" when blocks.TryPeek(out var inner) && inner.Kind is "message" or "enum" or "oneof":
                    // A oneof's fields are its message's.
                    var path = string.Join('.', blocks.Reverse().Where(block => block.Kind is "message" or "enum").Select(block => block.Name));
                    onStatement(path, blocks.Peek().Kind == "enum", head);
                    break;
            }
        }
    }

    private static string StripComments(string proto) => CommentPattern().Replace(proto, match => match.Value[0] == '"' ? match.Value : " ");

    private static string StripOptions(string proto) => OptionsPattern().Replace(proto, "");

    private static string BlockOf(string name) => name[..name.LastIndexOf('.')];

    private static string NumberOf(string value) => value[(value.LastIndexOf(' ') + 1)..];

    [GeneratedRegex(@"""(?:\\.|[^""\\\n])*""|//[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex CommentPattern();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex OptionsPattern();

    [GeneratedRegex(@"(?<head>[^;{}]*)(?<end>[;{}])")]
    private static partial Regex StatementPattern();

    [GeneratedRegex(@"^\s*package\s+([\w.]+)\s*;", RegexOptions.Multiline)]
    private static partial Regex PackagePattern();

    [GeneratedRegex(@"^(?!option\b|reserved\b|extensions\b)(?<type>(?:(?:repeated|optional|required)\s+)?(?:map\s*<[^>]*>|[\w.]+))\s+(?<name>\w+)\s*=\s*(?<number>\d+)$")]
    private static partial Regex FieldPattern();

    [GeneratedRegex(@"^(?!option\b|reserved\b)(?<type>)(?<name>\w+)\s*=\s*(?<number>-?\d+)$")]
    private static partial Regex ValuePattern();
}
