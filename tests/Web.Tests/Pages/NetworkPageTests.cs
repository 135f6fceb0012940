using Sammenhaeng.Web.Demonstration;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

public sealed class NetworkPageTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    [Fact]
    public async Task Somebody_in_the_network_is_named_to_those_who_know_of_the_system_that_told_of_them_and_is_a_relation_to_others()
    {
        await host.Database.ExecuteAsync("update network_members set name = 'Mærkeperson Test' where citizen_id = $1 and source = 'social' and protection = 'none'", host.Jonas);
        async Task<string> TeamAsync(string subject) =>
            (await (await host.SignInAsync(subject)).OpenAsync($"/borgere/{host.Jonas}/team")).Html.QuerySelector("section[aria-labelledby=network]")!.TextContent;
        var region = DemonstrationPeople.All.First(person => person.Areas.SequenceEqual(["REG"])).Subject;

        Assert.Contains("Mærkeperson", await TeamAsync("demo-rikke"), StringComparison.Ordinal);
        var told = await TeamAsync(region);
        Assert.DoesNotContain("Mærkeperson", told, StringComparison.Ordinal);
        Assert.Contains("Navnet kender det område", told, StringComparison.Ordinal);
    }
}
