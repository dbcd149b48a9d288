using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Functions;

/// <summary>What a function does with arguments of which none is an error.</summary>
/// <returns>The default where the function has no overload for arguments of these kinds.</returns>
internal delegate CelValue FunctionBody(ReadOnlySpan<CelValue> arguments, ref Budget budget);

/// <summary>A function, method or operator of the language under one name and with one number of arguments.</summary>
/// <param name="count">Arguments, a method's target among them; <see cref="AnyNumber"/> for one or more.</param>
internal sealed class Function(string name, bool isMethod, int count, FunctionBody body)
{
    public const int AnyNumber = -1;

    private readonly CelValue _noOverload = CelErrors.Of(CelErrorKind.NoSuchOverload, name);

    public string Name { get; } = name;

    public bool IsMethod { get; } = isMethod;

    public int Count { get; } = count;

    public static Function Plain(string name, int count, FunctionBody body) => new(name, false, count, body);

    /// <param name="count">With the target.</param>
    public static Function Method(string name, int count, FunctionBody body) => new(name, true, count, body);

    public CelValue Call(ReadOnlySpan<CelValue> arguments, ref Budget budget)
    {
        CelValue result = body(arguments, ref budget);
        return result.Kind == CelKind.Unspecified ? _noOverload : result;
    }
}
