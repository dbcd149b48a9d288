using CreditDecision.Core.Documents;
using CreditDecision.Core.Expressions;
using CreditDecision.Core.Features;
using CreditDecision.Core.Strategies.Tables;

namespace CreditDecision.Core.Strategies.Facts;

/// <summary>
/// Every name that the conditions, formulas and tables of one strategy may use, with its slot and the stage from which it is known: the features
/// of the catalog, the facts behind them, then what the strategy's tables answer.
/// </summary>
internal sealed class StrategyNames
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly List<Entry> _bySlot = [];
    private readonly Dictionary<Stage, ExpressionScope> _scopes = [];

    public StrategyNames(FeatureCatalog catalog, GradeScale grades, DocumentErrors errors)
    {
        foreach (FeatureDefinition feature in catalog.Features) Add(ColumnOf(feature), Stage.Compliance, FormOf(feature.Type));
        string[] gradeNames = [.. grades.Bands.Select(band => band.Name).Distinct(StringComparer.Ordinal)];
        foreach (StrategyFact fact in StrategyFacts.All)
        {
            if (_entries.ContainsKey(fact.Name)) errors.Add("", $"the feature catalog has a feature \"{fact.Name}\", which is the name of a fact; one of them must change");
            Add(ColumnOf(fact, gradeNames), fact.KnownFrom, fact.Form);
        }
    }

    /// <summary>How many slots a decision's vector has.</summary>
    public int Slots => _bySlot.Count;

    public Stage KnownFrom(int slot) => _bySlot[slot].KnownFrom;

    public bool Knows(string name) => _entries.ContainsKey(name);

    /// <summary>The column as which a table reads a name, or null with the sentence that says why it cannot.</summary>
    public TableColumn? ColumnOf(string name, out int slot, out string objection)
    {
        (slot, objection) = (-1, "");
        if (!_entries.TryGetValue(name, out Entry? entry)) objection = $"no feature, fact or earlier table's output \"{name}\" is known";
        else if (entry.Variable.Form == VariableForm.Moment) objection = $"\"{name}\" is a moment, which no table can read; give an expr that makes a number or a flag of it";
        if (objection.Length > 0) return null;
        slot = entry!.Variable.Index;
        return entry.Column;
    }

    /// <summary>Gives what a table answers a name and the next slot.</summary>
    public int Add(TableColumn column, Stage knownFrom) => Add(column, knownFrom, FormOf(column.Type));

    /// <summary>What may be read by the rules of a stage. The names of later stages are refused with where they become known.</summary>
    public ExpressionScope UpTo(Stage stage)
    {
        if (_scopes.TryGetValue(stage, out ExpressionScope? known)) return known;
        var scope = new ExpressionScope(
            _entries.Values.Where(entry => entry.KnownFrom <= stage).Select(entry => entry.Variable),
            _entries.Values.Where(entry => entry.KnownFrom > stage)
                .ToDictionary(entry => entry.Variable.Name, entry => $"becomes known only in stage {SnakeCase.Of(entry.KnownFrom)}, later than it is asked for here"));
        return _scopes[stage] = scope;
    }

    private int Add(TableColumn column, Stage knownFrom, VariableForm form)
    {
        int slot = _bySlot.Count;
        Variable variable = form switch
        {
            VariableForm.Moment => Variable.Moment(column.Name, slot),
            VariableForm.Flag => Variable.Flag(column.Name, slot),
            VariableForm.Category => Variable.Category(column.Name, slot, column.Categories),
            _ => Variable.Number(column.Name, slot),
        };
        var entry = new Entry(variable, column, knownFrom);
        _bySlot.Add(entry);
        _entries[column.Name] = entry;
        _scopes.Clear();
        return slot;
    }

    private static TableColumn ColumnOf(FeatureDefinition feature) =>
        new(feature.Name, feature.Type, feature.Categories, feature.Least, feature.Most, MayBeMissing: true);

    private static TableColumn ColumnOf(StrategyFact fact, string[] grades) => fact.Form == VariableForm.Category
        ? new TableColumn(fact.Name, FeatureType.Category, grades, 0, grades.Length - 1, fact.MayBeMissing)
        : new TableColumn(fact.Name, FeatureType.Number, [], fact.Least, fact == StrategyFacts.GradeRank ? grades.Length : fact.Most, fact.MayBeMissing);

    private static VariableForm FormOf(FeatureType type) => type switch
    {
        FeatureType.Flag => VariableForm.Flag,
        FeatureType.Category => VariableForm.Category,
        _ => VariableForm.Number,
    };

    private sealed record Entry(Variable Variable, TableColumn Column, Stage KnownFrom);
}
