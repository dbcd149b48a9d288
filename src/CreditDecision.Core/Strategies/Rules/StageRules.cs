using System.Collections.Immutable;
using CreditDecision.Core.Expressions;
using CreditDecision.Core.Expressions.Compiled;

namespace CreditDecision.Core.Strategies.Rules;

/// <summary>What a strategy adds to one stage.</summary>
/// <param name="Tables">Asked first, in written order: those whose inputs are all known in this stage and not in an earlier one.</param>
/// <param name="Rules">In written order.</param>
/// <param name="FeatureSlots">The features of the catalog that these read, each once.</param>
public sealed record StageRules(ImmutableArray<StrategyTable> Tables, ImmutableArray<Rule> Rules, ImmutableArray<int> FeatureSlots)
{
    public static readonly StageRules None = new([], [], []);

    // Those that surely do not hold are passed over; a table's rules are asked always.
    private readonly Screen _screen = Evaluator.ScreenOf(Rules.Select(rule => (rule as ConditionRule)?.When.Form));

    public bool IsEmpty => Tables.IsEmpty && Rules.IsEmpty;

    /// <summary>The next rule that may have something to say of a decision, in written order.</summary>
    /// <param name="slots">Of the decision; NaN is missing.</param>
    /// <param name="from">The first rule that is asked after, 0 to the number of rules.</param>
    /// <returns>The number of rules where no other has.</returns>
    internal int Next(ReadOnlySpan<double> slots, int from) => _screen.Next(slots, from);
}

/// <summary>Everything in a strategy that its authors wrote as rules, tables and formulas.</summary>
/// <param name="ByStage">By the number of the stage.</param>
/// <param name="CapSlots">The features that the caps read, each once.</param>
/// <param name="AdjustmentSlots">The features that the adjustments read, each once.</param>
/// <param name="Slots">How many slots a decision's vector has: the features, the facts, and what the tables answer.</param>
public sealed record StrategyRules(
    ImmutableArray<StageRules> ByStage,
    ImmutableArray<LimitCap> Caps,
    ImmutableArray<PriceAdjustment> Adjustments,
    ImmutableArray<int> CapSlots,
    ImmutableArray<int> AdjustmentSlots,
    int Slots)
{
    public StageRules Of(Stage stage) => ByStage[(int)stage];

    /// <summary>In the order in which they are asked.</summary>
    public IEnumerable<StrategyTable> Tables => ByStage.SelectMany(stage => stage.Tables);
}
