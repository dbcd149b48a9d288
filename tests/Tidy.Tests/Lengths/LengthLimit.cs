namespace Tidy.Tests.Lengths;

/// <summary>Above <paramref name="Ask"/> a length must be listed in the ratchet, above <paramref name="Stop"/> it may not exist. In lines.</summary>
public sealed record LengthLimit(string What, int Ask, int Stop)
{
    public static readonly LengthLimit File = new("file", 250, 400);
    public static readonly LengthLimit Method = new("method", 35, 70);

    /// <summary>Compares today's lengths with the listed ones: a listed length may neither grow nor lag behind.</summary>
    public IEnumerable<string> Check(IReadOnlyDictionary<string, int> today, IReadOnlyDictionary<string, int> listed)
    {
        foreach (var (name, lines) in today.Where(entry => entry.Value > Ask))
            if (lines > Stop)
                yield return $"{name}: {lines} lines; a {What} stops at {Stop}. Split it along what it does";
            else if (!listed.TryGetValue(name, out var was))
                yield return $"{name}: {lines} lines, over {Ask}. Split it; if it is better whole, list it with `./test --ratchet` and say why in the commit";
            else if (lines > was)
                yield return $"{name}: grew from {was} to {lines} lines, and the ratchet only goes down. Split it; if it is better whole, run `./test --ratchet` and say why in the commit";

        foreach (var (name, was) in listed)
        {
            var now = today.GetValueOrDefault(name);
            if (now < was)
                yield return $"{name}: listed with {was} lines, now {(now == 0 ? "gone" : now)}. Good; lower the ratchet with `./test --ratchet`";
        }
    }

    public SortedDictionary<string, int> Listing(IReadOnlyDictionary<string, int> today) =>
        new(today.Where(entry => entry.Value > Ask).ToDictionary(entry => entry.Key, entry => entry.Value), StringComparer.Ordinal);
}
