using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tidy.Tests.Trees;

/// <summary>One name in a source file and the type it stands for (for a member: the type that has it).</summary>
public sealed record NameUse(string Path, int Line, INamedTypeSymbol Type, ISymbol Symbol);

/// <summary>
/// Core, bound by the compiler itself: a name is followed to its type however it is spelled (a using, an alias, a half-qualified
/// name, an inferred local), which text matching cannot do.
/// </summary>
public sealed class CoreSemantics
{
    public const string Folder = "src/CreditDecision.Core";

    // What ImplicitUsings gives a plain Microsoft.NET.Sdk project.
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private static readonly MetadataReference[] Framework = Directory
        .EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll")
        .Where(file => Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal)
                       && !file.EndsWith(".Native.dll", StringComparison.Ordinal))
        .Select(MetadataReference (file) => MetadataReference.CreateFromFile(file))
        .ToArray();

    private CoreSemantics(IReadOnlyList<SyntaxTree> files, CSharpCompilation compilation)
    {
        Files = files;
        Uses = files.SelectMany(file => UsesIn(file, compilation.GetSemanticModel(file))).ToList();
    }

    public IReadOnlyList<SyntaxTree> Files { get; }

    public IReadOnlyList<NameUse> Uses { get; }

    public static CoreSemantics Of(SourceTree tree)
    {
        var files = tree.CSharpUnder(Folder).Select(path => CSharpSyntaxTree.ParseText(tree.Read(path), path: path)).ToList();
        var compilation = CSharpCompilation.Create("core", [.. files, CSharpSyntaxTree.ParseText(ImplicitUsings)], Framework);
        return new CoreSemantics(files, compilation);
    }

    public static string At(SyntaxTree file, SyntaxNodeOrToken node) =>
        $"{file.FilePath}:{file.GetLineSpan(node.Span).StartLinePosition.Line + 1}";

    private static IEnumerable<NameUse> UsesIn(SyntaxTree file, SemanticModel model)
    {
        foreach (var node in file.GetRoot().DescendantNodes())
        {
            if (node is not (SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax))
                continue;
            var info = model.GetSymbolInfo(node);
            var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
            var line = file.GetLineSpan(node.Span).StartLinePosition.Line + 1;
            foreach (var type in TypesOf(symbol))
                yield return new NameUse(file.FilePath, line, type, symbol!);
        }
    }

    // A member brings the type that has it; a member's or variable's value brings its own type, so that `var x = a.B` counts as well.
    private static IEnumerable<INamedTypeSymbol> TypesOf(ISymbol? symbol)
    {
        ITypeSymbol? value = symbol switch
        {
            ITypeSymbol type => type,
            IAliasSymbol { Target: ITypeSymbol type } => type,
            IMethodSymbol method => method.ReturnType,
            IPropertySymbol property => property.Type,
            IFieldSymbol field => field.Type,
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            _ => null,
        };
        if (value is INamedTypeSymbol named)
            yield return named;
        if (value is IArrayTypeSymbol { ElementType: INamedTypeSymbol element })
            yield return element;
        if (symbol is not ITypeSymbol && symbol?.ContainingType is { } owner)
            yield return owner;
    }
}
