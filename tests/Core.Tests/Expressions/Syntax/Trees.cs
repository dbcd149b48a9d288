using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Expressions.Syntax;

/// <summary>Texts of the language's grammar, whatever their types.</summary>
internal static class Trees
{
    private static readonly Gen<string> Leaves = Gen.Elements("a", "b_1", ".c", "x", "0", "-7", "3u", "1.5", "-1e-7", "true", "null", "'it\\'s'", "b'\\xff'", "[]", "{}", "has(a)");

    private static readonly string[] Signs = ["+", "-", "*", "/", "%", "<", "<=", ">", ">=", "==", "!=", "in", "&&", "||"];

    public static readonly Gen<string> Any = Gen.Sized(size => Of(Math.Min(size, 5)));

    private static Gen<string> Of(int depth)
    {
        if (depth == 0) return Leaves;
        Gen<string> inner = Of(depth - 1);
        Gen<string> binary = from left in inner from sign in Gen.Elements(Signs) from right in inner select $"({left}) {sign} ({right})";
        Gen<string> unary = from sign in Gen.Elements("!", "-") from operand in inner select $"{sign}({operand})";
        Gen<string> choice = from one in inner from two in inner from three in inner select $"({one}) ? ({two}) : ({three})";
        Gen<string> member = from operand in inner from suffix in Gen.Elements(".f", ".`f-g`", "[0]", ".size()", ".contains('s')", ".in_") select $"({operand}){suffix}";
        Gen<string> list = from one in inner from two in inner select $"[{one}, {two}, {{{one}: {two}}}]";
        Gen<string> call = from one in inner from two in inner select $"f({one}, math.greatest({two}, {one}))";
        Gen<string> presence = from operand in inner select $"has(({operand}).f)";
        return Gen.OneOf(Leaves, binary, unary, choice, member, list, call, presence, depth > 3 ? Leaves : Macro(inner));
    }

    private static Gen<string> Macro(Gen<string> inner) =>
        from range in inner
        from name in Gen.Elements("all(x", "exists(x, y", "exists_one(x", "filter(x", "map(x", "map(x, true", "transformList(x, y", "transformMap(x, y, true", "transformMapEntry(x, y")
        from body in inner
        select $"({range}).{name}, {body})";
}
