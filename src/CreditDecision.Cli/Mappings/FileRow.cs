namespace CreditDecision.Cli.Mappings;

/// <summary>What holds for a whole run of a mapping.</summary>
/// <param name="RunId">Tells the applications of this run from those of any other.</param>
/// <param name="Now">What relative times and ages are counted from.</param>
/// <param name="IsNowFixed">True for a run that is to be repeated exactly: its now does not move while it lasts.</param>
internal sealed record RunContext(string RunId, DateTimeOffset Now, bool IsNowFixed);

/// <summary>One record of the file, with the mistakes that were found in it while it was mapped.</summary>
/// <param name="number">1 for the first record below the header.</param>
internal sealed class FileRow(long number, string[] cells)
{
    private List<string>? _errors;

    public long Number => number;

    public IReadOnlyList<string> Errors => _errors ?? [];

    public string Cell(Column column) => cells[column.Index].Trim();

    /// <summary>The row cannot be sent. Cells are quoted nowhere: they may be personal data.</summary>
    public void Fail(string message) => (_errors ??= []).Add(message);
}

/// <summary>A column that the file has.</summary>
internal readonly record struct Column(int Index, string Name);
