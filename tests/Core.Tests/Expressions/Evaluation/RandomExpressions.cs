using System.Globalization;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Tests.Expressions.Evaluation;

/// <summary>Well-typed expressions over the variables of <see cref="Evaluating"/>, and frames with whatever a frame may hold. By seed.</summary>
internal sealed class RandomExpressions(int seed)
{
    private static readonly double[] Doubles =
        [0, -0.0, 1, -1, 0.5, 2.5, 12_000, 1e-300, 1e300, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, 9_007_199_254_740_993];

    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    private readonly Random _random = new(seed);
    private int _variables;

    public double[] Slots() =>
    [
        .. Enumerable.Range(0, 3).Select(_ => Slot(Doubles[_random.Next(Doubles.Length)])), Slot(_random.Next(2)), Slot(_random.Next(2)),
        Slot(_random.Next(Evaluating.Purposes.Length)), Slot(Evaluating.Moment + _random.Next(-10_000_000, 10_000_000) + 0.25),
    ];

    public CelValue[] Given() => [.. Evaluating.Given.Select(value => _random.Next(4) == 0 ? default : value)];

    private double Slot(double value) => _random.Next(4) == 0 ? double.NaN : value;

    public string Truth(int depth) => depth <= 0
        ? Pick("true", "false", "employed", "owner", "has(income)", "has(purpose)", "has(by_name.a)", "has(risk.pd)")
        : _random.Next(14) switch
        {
            0 or 1 => $"({Truth(depth - 1)} && {Truth(depth - 1)})",
            2 or 3 => $"({Truth(depth - 1)} || {Truth(depth - 1)})",
            4 => $"!{Truth(depth - 1)}",
            5 => $"({Truth(depth - 1)} ? {Truth(depth - 1)} : {Truth(depth - 1)})",
            6 or 7 => $"({Number(depth - 1)} {Pick(Comparisons)} {Pick(Number(depth - 1), Integer(depth - 1))})",
            8 => $"({Integer(depth - 1)} {Pick(Comparisons)} {Pick(Number(depth - 1), Integer(depth - 1), Unsigned(depth - 1))})",
            9 => $"({Text(depth - 1)} {Pick(Comparisons)} {Text(depth - 1)})",
            10 => $"({Text(depth - 1)} in [{Text(0)}, {Text(0)}])",
            11 => $"({Number(depth - 1)} in [{Pick(Literal(), "1", "2u")}, {Literal()}, {Number(0)}])",
            12 => Macro(depth),
            _ => $"(decided_at {Pick(Comparisons)} timestamp({Integer(0)}) + duration('{_random.Next(1000)}h'))",
        };

    public string Number(int depth) => depth <= 0
        ? Pick("income", "amount", "risk.pd", Literal(), "by_name.a", "by_name['b']")
        : _random.Next(9) switch
        {
            0 or 1 or 2 => $"({Number(depth - 1)} {Pick("+", "-", "*", "/")} {Number(depth - 1)})",
            3 => $"(-{Number(depth - 1)})",
            4 => $"({Truth(depth - 1)} ? {Number(depth - 1)} : {Number(depth - 1)})",
            5 => $"math.{Pick("least", "greatest")}({Number(depth - 1)}, {Number(depth - 1)}, {Number(0)})",
            6 => $"math.{Pick("abs", "ceil", "floor", "round", "trunc")}({Number(depth - 1)})",
            7 => $"double({Pick(Integer(depth - 1), Unsigned(depth - 1), "'1.5'", "'x'")})",
            _ => Number(depth - 1),
        };

    private string Integer(int depth) => depth <= 0
        ? Pick("0", "1", "-1", "7", "9223372036854775807", "-9223372036854775808", "counts[0]", "counts[5]", "size(counts)")
        : _random.Next(5) switch
        {
            0 or 1 => $"({Integer(depth - 1)} {Pick("+", "-", "*", "/", "%")} {Integer(depth - 1)})",
            2 => $"int({Pick(Number(depth - 1), Unsigned(depth - 1))})",
            3 => Pick($"size({Text(depth - 1)})", $"decided_at.{Pick("getHours", "getMonth", "getDayOfYear")}({Pick("", "'+08:00'", "'-02:30'")})"),
            _ => $"({Truth(depth - 1)} ? {Integer(depth - 1)} : {Integer(depth - 1)})",
        };

    private string Unsigned(int depth) => depth <= 0 ? Pick("0u", "1u", "18446744073709551615u")
        : Pick($"({Unsigned(depth - 1)} {Pick("+", "-", "*", "/", "%")} {Unsigned(depth - 1)})", $"uint({Integer(depth - 1)})");

    private string Text(int depth) => depth <= 0 ? Pick("purpose", "'travel'", "'education'", "('' + '')", "('你' + '好')")
        : Pick($"({Text(depth - 1)} + {Text(depth - 1)})", $"string({Pick(Number(depth - 1), Integer(depth - 1), Truth(depth - 1))})", "purpose",
            $"({Truth(depth - 1)} ? {Text(depth - 1)} : {Text(depth - 1)})");

    private string Macro(int depth)
    {
        string name = $"v{_variables++}", condition = $"{name} {Pick(Comparisons)} {Pick(Integer(depth - 1), Number(depth - 1))} {Pick("&&", "||")} {Truth(depth - 1)}";
        string range = Pick("counts", "[1, 2, 3]", $"[{Integer(depth - 1)}, {Integer(0)}]", "{1: 'a', 2: 'b'}");
        return Pick($"{range}.{Pick("all", "exists", "exists_one")}({name}, {condition})", $"(size({range}.filter({name}, {condition})) > 1)",
            $"({Integer(0)} in {range}.map({name}, {name} + {Integer(depth - 1)}))");
    }

    private string Literal() => Pick("0.0", "1.0", "-0.5", "12000.0", "1e300", "9007199254740993.0");

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];

    public override string ToString() => seed.ToString(CultureInfo.InvariantCulture);
}
