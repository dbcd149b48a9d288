using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tidy.Tests.Trees;

namespace Tidy.Tests.Lengths;

/// <summary>Counts lines: of each file, and of each method from its signature to its last line (comments inside count, those above do not).</summary>
public static class LengthMeter
{
    public static SortedDictionary<string, int> Files(SourceTree tree)
    {
        var lengths = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var path in tree.CSharpUnder("src"))
            lengths.Add(path, tree.Read(path).TrimEnd('\n').Split('\n').Length);
        return lengths;
    }

    public static SortedDictionary<string, int> Methods(SourceTree tree)
    {
        var lengths = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var path in tree.CSharpUnder("src"))
        {
            var file = CSharpSyntaxTree.ParseText(tree.Read(path), path: path);
            foreach (var (name, lines) in MethodsIn(file))
                // Two of one name in a file (a partial's halves, say): the longer one speaks for both.
                lengths[$"{path}: {name}"] = Math.Max(lines, lengths.GetValueOrDefault($"{path}: {name}"));
        }
        return lengths;
    }

    private static IEnumerable<(string Name, int Lines)> MethodsIn(SyntaxTree file)
    {
        var topLevel = file.GetRoot().ChildNodes().OfType<GlobalStatementSyntax>().ToList();
        if (topLevel.Count > 0)
            yield return ("(top level)", Lines(file, topLevel[0].SpanStart, topLevel[^1].Span.End));
        foreach (var node in file.GetRoot().DescendantNodes())
            if (NameOf(node) is { } name)
                yield return ($"{TypeOf(node)}{name}", Lines(file, node.SpanStart, node.Span.End));
    }

    // A local function or a lambda counts as part of the method that holds it: moving code into one does not shorten the reading.
    private static string? NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text + Signature(method.ParameterList),
        ConstructorDeclarationSyntax constructor => "new" + Signature(constructor.ParameterList),
        DestructorDeclarationSyntax => "finalizer",
        OperatorDeclarationSyntax op => $"operator {op.OperatorToken.Text}{Signature(op.ParameterList)}",
        ConversionOperatorDeclarationSyntax cast => $"operator {cast.Type}{Signature(cast.ParameterList)}",
        IndexerDeclarationSyntax => "this[]",
        PropertyDeclarationSyntax { Initializer: null } property => property.Identifier.Text,
        _ => null,
    };

    private static string Signature(ParameterListSyntax parameters) =>
        $"({string.Join(",", parameters.Parameters.Select(parameter => parameter.Type?.ToString()))})";

    private static string TypeOf(SyntaxNode node) =>
        string.Concat(node.Ancestors().OfType<BaseTypeDeclarationSyntax>().Reverse().Select(type => type.Identifier.Text + "."));

    private static int Lines(SyntaxTree file, int start, int end)
    {
        var span = file.GetLineSpan(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(start, end));
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
