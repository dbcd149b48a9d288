using System.Collections.Frozen;
using CreditDecision.Core.Documents;

namespace CreditDecision.Cli.Mappings;

/// <summary>What the reading of a mapping may refer to: the columns that the file really has, and the run.</summary>
internal sealed class MappingScope
{
    public const int MostColumns = 2_000;

    private readonly FrozenDictionary<string, int> _columns;
    private readonly FrozenSet<string> _missing;

    public MappingScope(IReadOnlyList<string> header, RunContext run, FrozenSet<string> missing)
    {
        Run = run;
        Header = header;
        _missing = missing;
        _columns = header.Select((name, index) => (Name: name.Trim(), Index: index))
            .DistinctBy(each => each.Name).ToFrozenDictionary(each => each.Name, each => each.Index, StringComparer.Ordinal);
    }

    public RunContext Run { get; }

    public IReadOnlyList<string> Header { get; }

    /// <summary>The cells of the column that is named under <paramref name="key"/>, with the operation's own <c>missing_when</c>.</summary>
    public Cells Cells(DocumentObject operation, string key) => Cells(operation, key, operation.Text(key));

    public IReadOnlyList<Cells> CellsOfAll(DocumentObject operation, string key, DocumentObject options)
    {
        IReadOnlyList<string> names = operation.Texts(key, MostColumns);
        if (names.Count == 0) operation.Fail(key, "must name at least one column");
        FrozenSet<string> missing = MissingWhen(options);
        return [.. names.Select(name => new Cells(Find(operation, key, name), missing))];
    }

    public Cells Cells(DocumentObject operation, string key, string name) => new(Find(operation, key, name), MissingWhen(operation));

    private Column Find(DocumentObject operation, string key, string name)
    {
        if (_columns.TryGetValue(name, out int index)) return new Column(index, name);
        // An empty name was reported by whoever read it.
        if (name.Length > 0) operation.Fail(key, $"the file has no column \"{name}\"");
        return default;
    }

    private FrozenSet<string> MissingWhen(DocumentObject operation) => operation.Has("missing_when")
        ? _missing.Concat(operation.Texts("missing_when", MostColumns)).ToFrozenSet(StringComparer.Ordinal)
        : _missing;
}
