using System.Globalization;
using System.Text.RegularExpressions;

namespace Tidy.Tests.Events;

/// <summary>
/// The ids of the service's log events: id → <c>Class.Method</c> of its message. Alerts and searches name them, so an id means one thing for good.
/// </summary>
public static partial class EventIds
{
    /// <summary>Each message of a file, in order.</summary>
    public static IEnumerable<(string Id, string Name)> In(string path, string code)
    {
        string room = Path.GetFileNameWithoutExtension(path);
        foreach (Match message in MessagePattern().Matches(code))
            yield return (message.Groups["id"].Value, $"{room}.{message.Groups["method"].Value}");
    }

    /// <summary>How many messages a file declares, whether or not they are written so that <see cref="In"/> reads them.</summary>
    public static int Declared(string code) => AttributePattern().Count(code);

    /// <summary>What somebody who knows the published ids would no longer understand.</summary>
    public static IEnumerable<string> Check(IReadOnlyList<(string Id, string Name)> today, IReadOnlyDictionary<string, string> published)
    {
        foreach (var twice in today.GroupBy(message => message.Id).Where(group => group.Count() > 1))
            yield return $"event {twice.Key} is {string.Join(" and ", twice.Select(message => message.Name))}; give each an id of its own";
        foreach (var (id, name) in today)
            if (!published.TryGetValue(id, out var was))
                yield return $"event {id} ({name}) is new; publish it with `./test --ratchet`";
            else if (was != name)
                yield return $"event {id} was published as {was} and is now {name}; ids are never reused. Take a new one";
    }

    /// <summary>The snapshot with new ids added. It never drops or changes one: that is an edit by hand, to be answered for.</summary>
    public static SortedDictionary<string, string> Publish(IReadOnlyList<(string Id, string Name)> today, IReadOnlyDictionary<string, string> published)
    {
        var merged = new SortedDictionary<string, string>(published.ToDictionary(), Comparer<string>.Create((a, b) => Number(a).CompareTo(Number(b))));
        foreach (var (id, name) in today) merged.TryAdd(id, name);
        return merged;
    }

    private static int Number(string id) => int.Parse(id, CultureInfo.InvariantCulture);

    [GeneratedRegex("""\[LoggerMessage\((?<id>\d+), .*\)\]\s+(public|private|internal) (static )?partial void (?<method>\w+)\(""")]
    private static partial Regex MessagePattern();

    [GeneratedRegex(@"\[LoggerMessage\b")]
    private static partial Regex AttributePattern();
}
