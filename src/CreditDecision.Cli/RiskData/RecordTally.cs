using CreditDecision.Cli.Printing;

namespace CreditDecision.Cli.RiskData;

/// <summary>Counts what became of a file's records. Several callers may tell at a time.</summary>
internal sealed class RecordTally
{
    // Told one by one; all are counted.
    private const int MostTold = 20;

    private readonly Lock _telling = new();
    private readonly SortedDictionary<string, long> _words = new(StringComparer.Ordinal);

    public long Kept { get; private set; }

    /// <summary>By the service.</summary>
    public long Refused { get; private set; }

    /// <summary>Lines that hold no record.</summary>
    public long Unsent { get; private set; }

    public long Answered => Kept + Refused;

    public bool IsWhole => Refused + Unsent == 0;

    /// <summary>The first that were refused or not sent.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>What was said of what is kept, with how often.</summary>
    public IReadOnlyDictionary<string, long> Words => _words;

    public void Keep(IEnumerable<string> words)
    {
        lock (_telling)
        {
            Kept++;
            foreach (string word in words) _words[word] = _words.GetValueOrDefault(word) + 1;
        }
    }

    public void Refuse(long line, string record, string why)
    {
        lock (_telling)
        {
            Refused++;
            Tell($"line {line}, record {record}: {why}");
        }
    }

    public void NotSent(long line, string why)
    {
        lock (_telling)
        {
            Unsent++;
            Tell($"line {line}: {why}; not sent");
        }
    }

    /// <summary>To a person, or as JSON.</summary>
    /// <returns>The exit code.</returns>
    public int Print(TextWriter output, TextWriter error, bool json)
    {
        if (json)
        {
            output.WriteLine(JsonOutput.Text(JsonOutput.OfRecord(this)));
            return IsWhole ? ExitCode.Ok : ExitCode.Failed;
        }
        foreach (string problem in Problems) error.WriteLine(problem);
        if (Refused + Unsent > Problems.Count) error.WriteLine($"and {Show.Count(Refused + Unsent - Problems.Count)} more");
        output.WriteLine($"{Show.Count(Kept)} records kept, {Show.Count(Refused)} refused, {Show.Count(Unsent)} lines without a record.");
        if (_words.Count > 0) output.WriteLine($"Values: {string.Join(", ", _words.Select(word => $"{Show.Count(word.Value)} {word.Key}"))}.");
        return IsWhole ? ExitCode.Ok : ExitCode.Failed;
    }

    private void Tell(string problem)
    {
        if (Problems.Count < MostTold) Problems.Add(problem);
    }
}
