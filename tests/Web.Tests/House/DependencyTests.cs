using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Sammenhaeng.Application;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Infrastructure;
using Sammenhaeng.Web.Hosting;
using Xunit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace Sammenhaeng.Web.Tests.House;

public sealed class DependencyTests
{
    private static readonly Assembly Domain = typeof(CitizenId).Assembly;
    private static readonly Assembly Application = typeof(ApplicationRegistration).Assembly;
    private static readonly Assembly Infrastructure = typeof(InfrastructureRegistration).Assembly;
    private static readonly Assembly Web = typeof(Municipality).Assembly;

    private static readonly Lazy<Architecture> House =
        new(() => new ArchLoader().LoadAssemblies(Domain, Application, Infrastructure, Web).Build());

    [Fact]
    public void Domain_knows_only_the_framework() =>
        Assert.All(References(Domain), name => Assert.True(name.StartsWith("System.", StringComparison.Ordinal), name));

    [Fact]
    public void Domain_has_no_package_and_no_project_reference()
    {
        var project = Repository.Read("src", "Domain", "Domain.csproj");
        Assert.DoesNotContain("PackageReference", project, StringComparison.Ordinal);
        Assert.DoesNotContain("ProjectReference", project, StringComparison.Ordinal);
    }

    [Fact]
    public void Application_knows_the_domain_and_no_technique() => Assert.DoesNotContain(References(Application), name =>
        name.StartsWith("Sammenhaeng.Infrastructure", StringComparison.Ordinal)
        || name is "sammenhaeng"
        || name.StartsWith("Npgsql", StringComparison.Ordinal)
        || name.StartsWith("Hangfire", StringComparison.Ordinal)
        || name.StartsWith("OpenIddict", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Fact]
    public void Infrastructure_does_not_know_the_web() => Assert.DoesNotContain("sammenhaeng", References(Infrastructure));

    [Fact]
    public void In_the_web_only_the_program_and_its_verbs_know_infrastructure()
    {
        var rule = Types().That().ResideInAssembly(Web)
            .And().DoNotResideInNamespaceMatching(@"^Sammenhaeng\.Web\.Verbs")
            .And().DoNotHaveName("Program")
            .Should().NotDependOnAny(Types().That().ResideInAssembly(Infrastructure));
        Assert.Empty(rule.Evaluate(House.Value).Where(result => !result.Passed).Select(result => result.Description));
    }

    private static List<string> References(Assembly assembly) => [.. assembly.GetReferencedAssemblies().Select(name => name.Name!)];
}
