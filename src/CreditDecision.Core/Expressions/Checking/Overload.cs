using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Checking;

/// <summary>One way to call a function.</summary>
/// <param name="IsMethod">Called as <c>target.name(...)</c>; the target is then the first parameter.</param>
/// <param name="Parameters"><see cref="CelType.Dyn"/> takes anything.</param>
/// <param name="Repeats">The last parameter may be given any number of times more.</param>
internal sealed record Overload(bool IsMethod, IReadOnlyList<CelType> Parameters, CelType Result, bool Repeats = false)
{
    public bool TakesCount(int count) => Repeats ? count >= Parameters.Count : count == Parameters.Count;

    public CelType ParameterAt(int index) => Parameters[Math.Min(index, Parameters.Count - 1)];

    public bool Takes(bool asMethod, IReadOnlyList<CelType> arguments) =>
        asMethod == IsMethod && TakesCount(arguments.Count) && !arguments.Where((type, i) => !TypeRules.IsAssignable(type, ParameterAt(i))).Any();
}
