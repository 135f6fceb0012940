using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sammenhaeng.Web.Tests.House;

/// <summary>The tests that there are, as Namespace.Class.Method, read from their sources: those of other projects count too.</summary>
internal static class TestNames
{
    private static readonly Lazy<IReadOnlySet<string>> Found = new(() => Repository.Sources("tests")
        .SelectMany(file => CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
        .Where(IsTest)
        .Select(NameOf)
        .ToHashSet(StringComparer.Ordinal));

    public static IReadOnlySet<string> All => Found.Value;

    private static bool IsTest(MethodDeclarationSyntax method) => method.AttributeLists
        .SelectMany(list => list.Attributes)
        .Any(attribute => attribute.Name.ToString() is "Fact" or "Theory");

    private static string NameOf(MethodDeclarationSyntax method)
    {
        var names = method.Ancestors().OfType<TypeDeclarationSyntax>().Select(type => type.Identifier.Text).Reverse();
        var within = method.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Single().Name.ToString();
        return string.Join('.', names.Prepend(within).Append(method.Identifier.Text));
    }
}
