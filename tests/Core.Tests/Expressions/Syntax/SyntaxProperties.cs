using CreditDecision.Core.Expressions;
using CreditDecision.Core.Expressions.Syntax;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Expressions.Syntax;

public sealed class SyntaxProperties
{
    private static readonly string[] Pieces =
    [
        "a", "employment", "risk.pd", "x", "1", "2u", "0.5", "0x1F", "'t'", "b'\\x00'", "r\"\\\"", "'", "\"\"\"", "\\", "(", ")", "[", "]", "{", "}", ".", ",", ":", "?",
        "!", "-", "+", "*", "/", "%", "<", "<=", "==", "!=", "&&", "||", "=", "&", " in ", " ", "\n", "//", "`", "has(", ".all(x,", ".map(x,", "math.", "null", "true", "if", "“", "\ud83d", "\0",
    ];

    private static readonly Gen<string> Texts = from pieces in Gen.Elements(Pieces).ListOf() select string.Concat(pieces);

    [Fact]
    public void No_text_throws_and_every_mistake_lies_inside_it() => Prop.ForAll(Texts.ToArbitrary(), text =>
    {
        foreach (ExpressionLimits limits in new[] { ExpressionLimits.Default, Reading.Unchecked })
        {
            CheckedExpression? read = ExpressionReader.Read(text, Reading.Scope, null, limits, out IReadOnlyList<ExpressionError> errors);
            if (read is null == (errors.Count == 0)) return false;
            string[] lines = text.Split('\n');
            if (!errors.All(error => error.Line <= lines.Length && error.Column <= lines[error.Line - 1].Length + 1 && error.Column >= 1)) return false;
        }
        return true;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void What_is_written_back_reads_as_the_same_tree() => Prop.ForAll(Trees.Any.ToArbitrary(), text =>
    {
        string written = Reading.Tree(text);
        return Reading.Tree(written) == written;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Every_node_of_a_checked_expression_has_a_type() => Prop.ForAll(Trees.Any.ToArbitrary(), text =>
    {
        CheckedExpression read = Reading.Of(text, limits: Reading.Unchecked);
        return Nodes(read.Root).All(read.Types.ContainsKey);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static IEnumerable<Node> Nodes(Node node) => (node switch
    {
        SelectNode select => [select.Operand],
        PresenceNode presence => [presence.Name],
        CallNode call => call.Target is null ? call.Arguments : call.Arguments.Append(call.Target),
        ListNode list => list.Elements,
        MapNode map => map.Entries.SelectMany(entry => new[] { entry.Key, entry.Value }),
        MacroNode macro => new[] { macro.Range, macro.Condition, macro.Transform }.OfType<Node>(),
        _ => [],
    }).SelectMany(Nodes).Append(node);
}
