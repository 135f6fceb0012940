using Xunit;

namespace Sammenhaeng.Web.Tests.House;

public sealed class LicenceTests
{
    [Fact]
    public void Every_package_stands_in_NOTICE_with_its_licence()
    {
        var lines = Repository.Read("NOTICE").Split('\n').Select(line => line.Trim().Split("  ", StringSplitOptions.RemoveEmptyEntries)).ToList();
        var told = lines.Where(words => words.Length >= 2).Select(words => words[0]).ToHashSet();
        Assert.Empty(Repository.Packages().Except(told));
    }
}
