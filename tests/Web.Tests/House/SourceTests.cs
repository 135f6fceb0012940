using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sammenhaeng.Application;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Infrastructure;
using Sammenhaeng.Web.Hosting;
using Xunit;

namespace Sammenhaeng.Web.Tests.House;

public sealed partial class SourceTests
{
    private const int LongestFile = 300;
    private const int LongestMethod = 60;

    [Fact]
    public void No_file_is_longer_than_300_lines() => Assert.Empty(
        Repository.Sources("src", "tests", "bench").Where(file => Lines(file.Text) > LongestFile).Select(file => file.Path));

    [Fact]
    public void No_method_is_longer_than_60_lines() => Assert.Empty(
        Repository.Sources("src", "tests", "bench").SelectMany(LongMethods));

    [Fact]
    public void MediatR_is_named_in_one_file() => Assert.Equal(
        [Path.Combine("src", "Application", "Messaging", "Messaging.cs")],
        Repository.Sources("src").Where(file => Mediator().IsMatch(file.Text)).Select(file => file.Path));

    [Fact]
    public void No_folder_is_a_drawer_for_everything() => Assert.DoesNotContain(
        Repository.Folders(Repository.Root).Select(Path.GetFileName),
        name => name is "Common" or "Helpers" or "Helper" or "Utils" or "Utilities" or "Misc");

    [Fact]
    public void Nothing_is_left_for_later() => Assert.Empty(
        Repository.Sources("src", "tests", "bench").Where(file => Later().IsMatch(file.Text)).Select(file => file.Path));

    [Fact]
    public void Time_comes_from_a_time_provider() => Assert.Empty(
        Repository.Sources("src").Where(file => Clock().IsMatch(file.Text)).Select(file => file.Path));

    [Fact]
    public void Classes_are_sealed_unless_something_derives_from_them()
    {
        var types = new[] { typeof(CitizenId), typeof(ApplicationRegistration), typeof(InfrastructureRegistration), typeof(Municipality) }
            .SelectMany(type => type.Assembly.GetTypes())
            .ToList();
        var bases = types.Select(BaseOf).Where(type => type is not null).ToHashSet();
        Assert.Empty(types.Where(type => IsOurs(type) && !type.IsSealed && !type.IsAbstract && !bases.Contains(type)).Select(type => type.FullName));
    }

    private static bool IsOurs(Type type) => type.IsClass
        && type.Namespace?.StartsWith("Sammenhaeng.", StringComparison.Ordinal) == true
        && !type.Namespace.EndsWith(".Migrations", StringComparison.Ordinal)
        && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        && type.GetCustomAttribute<System.CodeDom.Compiler.GeneratedCodeAttribute>() is null
        && !type.FullName!.Contains('<', StringComparison.Ordinal);

    private static Type? BaseOf(Type type) =>
        type.BaseType is { IsGenericType: true } generic ? generic.GetGenericTypeDefinition() : type.BaseType;

    private static IEnumerable<string> LongMethods(SourceFile file)
    {
        var tree = CSharpSyntaxTree.ParseText(file.Text, cancellationToken: TestContext.Current.CancellationToken);
        return tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes()
            .Where(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax)
            .Select(node => tree.GetLineSpan(node.Span))
            .Where(span => span.EndLinePosition.Line - span.StartLinePosition.Line + 1 > LongestMethod)
            .Select(span => $"{file.Path}:{span.StartLinePosition.Line + 1}");
    }

    private static int Lines(string text) => text.TrimEnd('\n').Count(sign => sign == '\n') + 1;

    [GeneratedRegex(@"\bMediatR\s*[.;]")]
    private static partial Regex Mediator();

    [GeneratedRegex(@"\bTO[D]O\b|\bFIX[M]E\b|new NotImplemented[E]xception", RegexOptions.IgnoreCase)]
    private static partial Regex Later();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b")]
    private static partial Regex Clock();
}
