using CreditDecision.Core.Expressions.Syntax;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Tests.Expressions.Syntax;

public sealed class GrammarTests
{
    [Theory]
    [InlineData("a + b * c - d", "(a + (b * c)) - d")]
    [InlineData("a - b - c", "(a - b) - c")]
    [InlineData("a / b % c", "(a / b) % c")]
    [InlineData("a || b && c", "a || (b && c)")]
    [InlineData("a == b < c", "(a == b) < c")]
    [InlineData("a < b + 1 && c in d", "(a < (b + 1)) && (c in d)")]
    [InlineData("!a && -b < c", "(!a) && ((-b) < c)")]
    [InlineData("!!a", "!(!a)")]
    [InlineData("- -a", "-(-a)")]
    [InlineData("a ? b : c ? d : e", "a ? b : (c ? d : e)")]
    [InlineData("a || b ? c && d : e", "(a || b) ? (c && d) : e")]
    [InlineData("a.b.c[0].d(e, f)", "a.b.c[0].d(e, f)")]
    [InlineData(".a.b", ".a.b")]
    [InlineData("f(a)(b)", null)]
    [InlineData("-a.b", "-a.b")]
    [InlineData("-5 + 3", "-5 + 3")]
    [InlineData("a -5", "a - 5")]
    [InlineData("[a, b, ]", "[a, b]")]
    [InlineData("{'k': a, 1: b, }", "{\"k\": a, 1: b}")]
    [InlineData("[[], {}]", "[[], {}]")]
    [InlineData("a // the rest is a comment\n + b", "a + b")]
    [InlineData("m.`content-type`", "m.`content-type`")]
    [InlineData("m.while", "m.while")]
    [InlineData("math.least(a, b)", "math.least(a, b)")]
    public void Operators_bind_as_the_language_says(string text, string? tree)
    {
        if (tree is null) Assert.NotEmpty(Reading.Mistakes(text, limits: Reading.Unchecked));
        else Assert.Equal(tree, Reading.Tree(text));
    }

    [Fact]
    public void Long_chains_of_and_and_or_are_balanced_and_keep_their_order()
    {
        Assert.Equal("((a || b) || c) || ((d || e) || f)", Reading.Tree("a || b || c || d || e || f"));
    }

    [Theory]
    [InlineData("has(m.a)", "has(m.a)")]
    [InlineData("has(income)", "has(income)")]
    [InlineData("l.all(x, x > 0)", "l.all(x, x > 0)")]
    [InlineData("l.exists(i, x, x > i)", "l.exists(i, x, x > i)")]
    [InlineData("l.exists_one(x, x > 0)", "l.existsOne(x, x > 0)")]
    [InlineData("l.filter(x, x > 0)", "l.filter(x, x > 0)")]
    [InlineData("l.map(x, x > 0, x * 2)", "l.map(x, x > 0, x * 2)")]
    [InlineData("l.transformList(i, x, x + i)", "l.transformList(i, x, x + i)")]
    [InlineData("m.transformMap(k, v, v > 0, v * 2)", "m.transformMap(k, v, v > 0, v * 2)")]
    [InlineData("m.transformMapEntry(k, v, {v: k})", "m.transformMapEntry(k, v, {v: k})")]
    public void Macros_are_expanded_where_their_form_fits(string text, string tree)
    {
        Node root = Reading.Of(text, limits: Reading.Unchecked).Root;

        Assert.IsNotType<CallNode>(root);
        Assert.Equal(tree, NodeWriter.Write(root));
    }

    [Theory]
    [InlineData("0", CelKind.Int, "0")]
    [InlineData("-9223372036854775808", CelKind.Int, "-9223372036854775808")]
    [InlineData("0xFF", CelKind.Int, "255")]
    [InlineData("18446744073709551615u", CelKind.Uint, "18446744073709551615u")]
    [InlineData("1e3", CelKind.Double, "1000.0")]
    [InlineData(".5", CelKind.Double, "0.5")]
    [InlineData("-2.5E-1", CelKind.Double, "-0.25")]
    [InlineData("'it''s'", CelKind.Unspecified, "")]
    [InlineData("'\\x41\\u00e9\\101\\n'", CelKind.String, "\"AéA\\n\"")]
    [InlineData("r'\\d+'", CelKind.String, "\"\\\\d+\"")]
    [InlineData("'''one\n'two' '''", CelKind.String, "\"one\\n'two' \"")]
    [InlineData("b'\\xffé'", CelKind.Bytes, "b\"\\xff\\xc3\\xa9\"")]
    [InlineData("null", CelKind.Null, "null")]
    public void Literals_mean_what_they_say(string text, CelKind kind, string value)
    {
        if (kind == CelKind.Unspecified)
        {
            Assert.NotEmpty(Reading.Mistakes(text));
            return;
        }
        var literal = Assert.IsType<LiteralNode>(Reading.Of(text).Root);
        Assert.Equal((kind, value), (literal.Value.Kind, literal.Value.ToString()));
    }
}
