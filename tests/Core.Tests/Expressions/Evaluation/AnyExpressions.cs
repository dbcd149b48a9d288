using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Tests.Expressions.Evaluation;

/// <summary>
/// Expressions over every kind of value, each part now and then replaced by one of another kind that only the evaluation finds out; numbers
/// stand near the edges of their types, bare slots against literals, and variables of macros hide those of the scope. By seed.
/// </summary>
internal sealed class AnyExpressions(int seed)
{
    private const string Kinds = "BNIUSYTDLM";

    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    private static readonly double[] Numbers =
    [
        0, -0.0, 1, -1, 0.5, 3, 12_000, 9_007_199_254_740_992, 9_007_199_254_740_994, 9_223_372_036_854_775_808.0, -9_223_372_036_854_775_808.0,
        18_446_744_073_709_551_616.0, 1e300, 5e-324, double.PositiveInfinity, double.NegativeInfinity, double.NaN, double.NaN,
    ];

    private readonly Random _random = new(seed);
    private readonly List<string> _locals = [];

    public double[] Slots() =>
    [
        Slot(), Slot(), Slot(), Index(2), Index(2), Index(Evaluating.Purposes.Length), Index(1) + Evaluating.Moment + _random.Next(-10_000_000, 10_000_000) + 0.25,
    ];

    public CelValue[] Given() => [.. Evaluating.Given.Select(value => _random.Next(5) == 0 ? default : value)];

    public string Any(int depth) => Exactly(Kinds[_random.Next(Kinds.Length)], depth);

    private double Slot() => Numbers[_random.Next(Numbers.Length)];

    private double Index(int count) => _random.Next(4) == 0 ? double.NaN : _random.Next(count);

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];

    private string Of(char kind, int depth) => _random.Next(15) == 0 ? $"dyn({Any(depth - 1)})" : Exactly(kind, depth);

    private string OneOf(string kinds, int depth) => Of(kinds[_random.Next(kinds.Length)], depth);

    private string Number(int depth) => OneOf("NNIU", depth);

    private string Exactly(char kind, int depth)
    {
        if (_locals.Count > 0 && _random.Next(6) == 0) return _locals[_random.Next(_locals.Count)];
        if (depth <= 0) return Simple(kind);
        return kind switch
        {
            'B' => Truth(depth - 1),
            'N' => Double(depth - 1),
            'I' => Int(depth - 1),
            'U' => Pick($"({Of('U', depth - 1)} {Pick("+", "-", "*", "/", "%")} {Of('U', depth - 1)})", $"uint({OneOf("INS", depth - 1)})"),
            'S' => Text(depth - 1),
            'Y' => Pick($"({Of('Y', depth - 1)} + {Of('Y', depth - 1)})", $"bytes({Of('S', depth - 1)})"),
            'T' => Pick($"({Of('T', depth - 1)} {Pick("+", "-")} {Of('D', depth - 1)})", $"timestamp({Of('I', depth - 1)})", Choice('T', depth - 1)),
            'D' => Pick($"({Of('D', depth - 1)} {Pick("+", "-")} {Of('D', depth - 1)})", $"({Of('T', depth - 1)} - {Of('T', depth - 1)})"),
            'L' => List(depth - 1),
            _ => Pick($"{{{OneOf("IUSB", depth - 1)}: {Number(depth - 1)}, {OneOf("IUSB", depth - 1)}: {Number(depth - 1)}}}", Macro(Pick("transformMap", "transformMapEntry"), depth - 1)),
        };
    }

    private string Simple(char kind) => kind switch
    {
        'B' => Pick("true", "false", "employed", "owner", "has(income)", "has(purpose)", "has(by_name.a)", "has(anything)"),
        'N' => Pick("income", "amount", "risk.pd", "0.0", "-0.0", "0.5", "12000.0", "5e-324", "9007199254740992.0", "9223372036854775808.0", "18446744073709551616.0", "(0.0 / 0.0)", "(1.0 / 0.0)", "by_name.a"),
        'I' => Pick("0", "1", "-1", "3", "9007199254740993", "-9007199254740993", "9223372036854775807", "9223372036854775806", "-9223372036854775808", "counts[0]", "counts[5]"),
        'U' => Pick("0u", "1u", "3u", "9007199254740993u", "9223372036854775808u", "18446744073709551615u", "18446744073709551614u"),
        'S' => Pick("purpose", "'travel'", "'education'", "('ya' + 'cht')", "''", "('你' + '\\uffff')", "('\\U0001f600' + '')", "string(1)"),
        'Y' => Pick("b''", "b'a'", "b'\\xff\\xfe'"),
        'T' => Pick("decided_at", "timestamp('2026-03-01T08:30:00.25Z')", "timestamp('0001-01-01T00:00:00Z')", "timestamp('9999-12-31T23:59:59.999999999Z')"),
        'D' => Pick("duration('36h')", "duration('-1.5s')", "duration('315576000000s')"),
        'L' => Pick("counts", "[]", "[1, 2u, 3.0]", "['travel', 'education']", "[0.0 / 0.0]", "[[1], [2]]", "[9007199254740993]"),
        _ => Pick("by_name", "{}", "{1: 'a', 2u: 'b', true: 3}", "{1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8, 9007199254740993: 9}"),
    };

    private string Choice(char kind, int depth) => $"({Of('B', depth)} ? {Of(kind, depth)} : {Of(kind, depth)})";

    private string Truth(int depth) => _random.Next(14) switch
    {
        0 or 1 => $"({Of('B', depth)} {Pick("&&", "||")} {Of('B', depth)})",
        2 => $"!{Of('B', depth)}",
        3 => Choice('B', depth),
        4 or 5 => $"({Number(depth)} {Pick(Comparisons)} {Number(depth)})",
        6 => $"({Pick("income", "risk.pd")} {Pick(Comparisons)} {Number(0)})",
        7 => $"({Number(0)} {Pick(Comparisons)} {Pick("income", "risk.pd")})",
        8 => Pick($"(purpose {Pick(Comparisons)} {Of('S', depth)})", $"({Of('S', depth)} {Pick(Comparisons)} purpose)"),
        9 => $"({Pick("purpose", "income", OneOf("SN", depth))} in [{OneOf("SNIU", 0)}, {OneOf("NIU", 0)}, {OneOf("SNIU", 0)}])",
        10 => Pick($"({Of('T', depth)} {Pick(Comparisons)} {Of('T', depth)})", $"({Of('D', depth)} {Pick(Comparisons)} {Of('D', depth)})"),
        11 => Pick($"({Of('L', depth)} {Pick("==", "!=")} {Of('L', depth)})", $"({Of('M', depth)} == {Of('M', depth)})", $"({OneOf("SNIUB", 0)} in {Of('M', depth)})"),
        12 => $"{Of('S', depth)}.{Pick("contains", "startsWith", "endsWith", "matches")}({Pick("purpose", "'a'")})",
        _ => Macro(Pick("all", "exists", "exists_one"), depth),
    };

    private string Double(int depth) => _random.Next(6) switch
    {
        0 or 1 => $"({Of('N', depth)} {Pick("+", "-", "*", "/")} {Of('N', depth)})",
        2 => $"(-{Of('N', depth)})",
        3 => $"math.{Pick("least", "greatest")}({Of('N', depth)}, {Of('N', depth)}, {Of('N', 0)})",
        4 => $"math.{Pick("abs", "ceil", "floor", "round", "trunc", "sign")}({Of('N', depth)})",
        _ => Pick($"double({OneOf("IUS", depth)})", Choice('N', depth)),
    };

    private string Int(int depth) => _random.Next(5) switch
    {
        0 => $"({Of('I', depth)} {Pick("+", "-", "*", "/", "%")} {Of('I', depth)})",
        1 => $"int({OneOf("NUST", depth)})",
        2 => $"size({OneOf("SYLM", depth)})",
        3 => $"{Of('T', depth)}.{Pick("getHours", "getMonth", "getDayOfYear", "getFullYear")}({Pick("", "'+08:00'")})",
        _ => Choice('I', depth),
    };

    private string Text(int depth) => _random.Next(4) switch
    {
        0 => $"({Of('S', depth)} + {Of('S', depth)})",
        1 => $"string({OneOf("NIUBTDYS", depth)})",
        2 => Choice('S', depth),
        _ => $"{Of('S', depth)}.{Pick("trim()", "upperAscii()", "replace('a', 'bb')", "split('a').join('-')")}",
    };

    private string List(int depth) => _random.Next(4) switch
    {
        0 => $"[{OneOf("NISB", depth)}, {OneOf("NISB", depth)}]",
        1 => $"({Of('L', depth)} + {Of('L', depth)})",
        2 => Macro(Pick("filter", "map", "transformList"), depth),
        _ => Choice('L', depth),
    };

    private string Macro(string name, int depth)
    {
        string range = Pick(Of('L', depth), Of('M', depth), "counts");
        bool two = name.StartsWith("transform", StringComparison.Ordinal) || (name is not ("filter" or "map") && _random.Next(3) == 0);
        string[] variables = two ? [Pick("i", "amount"), Pick("x", "income", "counts")] : [Pick("x", "income", "purpose")];
        _locals.AddRange(variables);
        string condition = Pick(Of('B', depth), $"{variables[^1]} == {OneOf("NS", 0)}", $"dyn({variables[^1]}) {Pick(Comparisons)} {Number(0)}");
        string made = name == "transformMapEntry" ? $"{{{OneOf("SI", 0)}: {Number(depth)}}}" : OneOf("NIS", depth);
        _locals.RemoveRange(_locals.Count - variables.Length, variables.Length);
        string body = name is "all" or "exists" or "exists_one" or "filter" ? condition : Pick(made, $"{condition}, {made}");
        return $"{range}.{name}({string.Join(", ", variables)}, {body})";
    }
}
