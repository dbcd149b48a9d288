using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tidy.Tests.Trees;

namespace Tidy.Tests.Words;

/// <summary>
/// Zero means "not decided". In Core the zero member of every enum is <c>Unspecified</c> (<c>None</c> for flags), so that a forgotten
/// assignment can never approve; elsewhere in src a zero member at least does not say yes.
/// </summary>
public static class EnumZeros
{
    /// <summary>Enums of Core with another zero, each with its reason.</summary>
    private static readonly Dictionary<string, string> Excepted = [];

    private static readonly string[] Yes = ["Approve", "Approved", "Accept", "Accepted", "Allow", "Allowed", "Pass", "Passed", "Ok", "Success", "Yes"];

    public static IEnumerable<string> Check(SourceTree tree)
    {
        // The stand-in's enums are gRPC's own public ones (StatusCode.OK is 0 on the wire).
        foreach (var path in tree.CSharpUnder("src").Where(path => !path.StartsWith("src/CreditDecision.Grpc/", StringComparison.Ordinal)))
            foreach (var declared in CSharpSyntaxTree.ParseText(tree.Read(path)).GetRoot().DescendantNodes().OfType<EnumDeclarationSyntax>())
                if (CheckOne(declared, inCore: path.StartsWith(CoreSemantics.Folder + "/", StringComparison.Ordinal)) is { } finding)
                    yield return $"{path}: enum {declared.Identifier.Text}: {finding}";
    }

    private static string? CheckOne(EnumDeclarationSyntax declared, bool inCore)
    {
        var zero = ZeroMember(declared);
        if (!inCore)
            return zero is not null && Yes.Contains(zero) ? $"its zero member {zero} says yes; zero means \"not decided\"" : null;
        var flags = declared.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() is "Flags" or "System.Flags");
        var wanted = flags ? "None" : "Unspecified";
        if (zero == wanted || Excepted.ContainsKey(declared.Identifier.Text))
            return null;
        return zero is null
            ? $"has no member for zero; give it {wanted} = 0"
            : $"its zero member is {zero}; make it {wanted}, or add the enum to EnumZeros.Excepted with the reason";
    }

    private static string? ZeroMember(EnumDeclarationSyntax declared)
    {
        for (var i = 0; i < declared.Members.Count; i++)
            if (declared.Members[i].EqualsValue is { } given ? given.Value.ToString() is "0" or "0x0" : i == 0)
                return declared.Members[i].Identifier.Text;
        return null;
    }
}
