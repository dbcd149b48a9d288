using CreditDecision.Core.Expressions;

namespace CreditDecision.Core.Strategies.Facts;

/// <summary>A value that a decision works out on its way, for later conditions, formulas and tables of the strategy to read.</summary>
/// <param name="Name">As expressions and tables write it.</param>
/// <param name="KnownFrom">The stage whose rules are the first that may read it.</param>
/// <param name="Offset">Its slot, counted from the end of the feature catalog.</param>
/// <param name="Unit">For people.</param>
/// <param name="Least">Smallest number that can come.</param>
/// <param name="Most">Largest number that can come; positive infinity where nothing bounds it.</param>
/// <param name="MayBeMissing">Whether a decision can get as far as <paramref name="KnownFrom"/> without it.</param>
public sealed record StrategyFact(
    string Name, VariableForm Form, Stage KnownFrom, int Offset, string Unit, double Least, double Most, bool MayBeMissing);
