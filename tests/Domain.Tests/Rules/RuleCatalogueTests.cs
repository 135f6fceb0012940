using Sammenhaeng.Domain.Conflicts;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class RuleCatalogueTests
{
    private const string Switch = "SAMMENHAENG_WRITE_DOCS";

    [Fact]
    public void The_document_of_rules_is_made_from_the_rules()
    {
        var path = Path.Combine(Specification.Root, "docs", "rules.md");
        var made = RuleCatalogue.Markdown();
        if (Environment.GetEnvironmentVariable(Switch) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, made);
        }

        Assert.True(File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == made,
            $"docs/rules.md is not what the rules say. Write it anew: {Switch}=1 dotnet test --project tests/Domain.Tests/Domain.Tests.csproj --filter-class '*RuleCatalogueTests'");
    }
}
