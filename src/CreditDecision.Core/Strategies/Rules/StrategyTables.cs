using CreditDecision.Core.Documents;
using CreditDecision.Core.Expressions;
using CreditDecision.Core.Expressions.Values;
using CreditDecision.Core.Features;
using CreditDecision.Core.Strategies.Facts;
using CreditDecision.Core.Strategies.Tables;

namespace CreditDecision.Core.Strategies.Rules;

/// <summary>
/// Reads the decision tables of one strategy in written order and gives what they answer its names: a table may read what those before it answer.
/// </summary>
internal sealed class StrategyTables(StrategyNames names, StrategyExpressions expressions, EvaluationForm form)
{
    // Every table whose inputs are known is asked about every application that comes so far.
    private const int MostTables = 50;

    private const string HitName = "hit";
    private const string RowName = "#row";

    private const string ReadsUnread = "reads what a table above answers, which has mistakes of its own";

    private readonly Dictionary<string, StrategyTable> _byId = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);

    public IReadOnlyCollection<StrategyTable> InOrder => _byId.Values;

    /// <summary>Ids of tables that have mistakes of their own: nothing that speaks of them is reported as unknown as well.</summary>
    public bool IsUnread(string id) => _unread.Contains(id);

    public StrategyTable? Find(string id) => _byId.GetValueOrDefault(id);

    public void ReadAll(DocumentObject strategy)
    {
        foreach (DocumentObject item in strategy.Children("tables", MostTables, optional: true))
        {
            int before = item.Errors.All.Count;
            var sources = new List<TableSource>();
            DecisionTable? table = DecisionTable.Read(item, input => Resolve(input, sources), form);
            if (table is not null) CheckNames(item, table);
            if (table is not null && item.Errors.All.Count == before && sources.Count == table.Inputs.Count) Add(table, sources);
            else LeaveOut(item.Text("id", 64, ""));
        }
    }

    private void Add(DecisionTable table, List<TableSource> sources)
    {
        Stage knownFrom = sources.Max(KnownFrom);
        string prefix = PrefixOf(table.Id);
        int hit = names.Add(new TableColumn(prefix + HitName, FeatureType.Flag, [], 0, 1, MayBeMissing: false), knownFrom);
        foreach (TableOutput output in table.Outputs)
            names.Add(new TableColumn(prefix + output.Name, output.Type, output.Categories, double.NegativeInfinity, double.PositiveInfinity, MayBeMissing: true), knownFrom);
        // For the service itself: no expression can spell its name.
        names.Add(new TableColumn(prefix + RowName, FeatureType.Number, [], -1, DecisionTable.MostRows, MayBeMissing: true), knownFrom);
        _byId[table.Id] = new StrategyTable(table, [.. sources], knownFrom, hit);
    }

    private void LeaveOut(string id)
    {
        if (id.Length == 0) return;
        _unread.Add(id);
        expressions.LeaveOut(PrefixOf(id));
    }

    private Stage KnownFrom(TableSource source) => source.Expression is { } expression ? expressions.KnownFrom(expression) : names.KnownFrom(source.Slot);

    private TableColumn? Resolve(DocumentObject input, List<TableSource> sources)
    {
        string name = input.Text("name", 128);
        if (input.Has("expr")) return ResolveExpression(input, name, sources);
        if (name.Length == 0) return null;
        TableColumn? column = names.ColumnOf(name, out int slot, out string objection);
        if (column is null) input.Fail("name", _unread.Any(id => name.StartsWith(PrefixOf(id), StringComparison.Ordinal)) ? ReadsUnread : objection);
        else sources.Add(new TableSource(slot, null));
        return column;
    }

    private TableColumn? ResolveExpression(DocumentObject input, string name, List<TableSource> sources)
    {
        // No fact becomes known after the price.
        int before = input.Errors.All.Count;
        if (expressions.Read(input, "expr", null, Stage.Review) is not { } expression)
        {
            if (input.Errors.All.Count == before) input.Fail("expr", ReadsUnread);
            return null;
        }
        sources.Add(new TableSource(-1, expression));
        FeatureType type = expression.Type.Kind == CelKind.Bool ? FeatureType.Flag : FeatureType.Number;
        // Any calculation may fail for some application, and then the input is missing.
        return new TableColumn(name, type, [], double.NegativeInfinity, double.PositiveInfinity, MayBeMissing: true);
    }

    // What a table answers is written tables.<id>.<output>, which expressions must be able to write, and only once.
    private void CheckNames(DocumentObject item, DecisionTable table)
    {
        if (table.Id.Length > 0 && !char.IsAsciiLetterLower(table.Id[0])) item.Fail("id", "must begin with a letter, so that expressions can write it");
        if (names.Knows(PrefixOf(table.Id) + HitName)) item.Fail("id", $"\"{table.Id}\" is, as expressions write it, the id of an earlier table");
    }

    private static string PrefixOf(string id) => $"tables.{id.Replace('-', '_')}.";
}
