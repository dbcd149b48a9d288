using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Checking;

/// <summary>The variables of the macros around a place, the innermost first.</summary>
internal sealed record Locals(string Name, CelType Type, Locals? Outer)
{
    public static CelType? Find(Locals? locals, string name)
    {
        for (; locals is not null; locals = locals.Outer)
            if (locals.Name == name) return locals.Type;
        return null;
    }
}
