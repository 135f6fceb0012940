using System.Net;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Web.Demonstration;
using Sammenhaeng.Web.Tests.Pages;
using Xunit;

namespace Sammenhaeng.Web.Tests.Api;

public sealed class AccessEndpointTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    [Fact]
    public async Task Who_has_looked_is_told_at_once_to_the_data_protection_contact_s_system_and_to_no_other()
    {
        var client = await host.ConnectAsync();
        using (var denied = await client.GetAsync(Accesses(host.Jonas), TestContext.Current.CancellationToken))
        {
            Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
        }
        var browser = await host.SignInAsync("demo-maja");
        await browser.OpenAsync($"/borgere/{host.Karina}/plan");
        await host.Database.ExecuteAsync("update users set roles = $1 where subject = $2", (string[])[Roles.Machine, Roles.DataProtection], DemonstrationClients.Id);

        using var answer = await client.GetAsync(Accesses(host.Karina), TestContext.Current.CancellationToken);
        var newest = (await answer.JsonAsync()).EnumerateArray().First();
        Assert.Equal(("OpenSharedPlan", "SeeCourse", "permitted"), (newest.Text("what"), newest.Text("purpose"), newest.Text("outcome")));
        Assert.Equal(["caseworker"], newest.GetProperty("roles").EnumerateArray().Select(role => role.GetString()));
        Assert.False(newest.TryGetProperty("name", out _));

        // Asking stands in the log as well, and what was refused.
        using var again = await client.GetAsync(Accesses(host.Karina), TestContext.Current.CancellationToken);
        Assert.Equal("ListAccessesToCitizen", (await again.JsonAsync()).EnumerateArray().First().Text("what"));
        using var jonas = await client.GetAsync(Accesses(host.Jonas), TestContext.Current.CancellationToken);
        Assert.Contains((await jonas.JsonAsync()).EnumerateArray(), one => one.Text("outcome") == "access.role");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("1.2")]
    [InlineData("-1.01a000000000700080000000000000000")]
    [InlineData("9223372036854775807.01a00000000070008000000000000000")]
    public async Task A_place_that_no_page_has_told_is_refused(string before)
    {
        using var answer = await (await host.ConnectAsync()).GetAsync($"{Accesses(host.Karina)}?before={before}", TestContext.Current.CancellationToken);
        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "before", "value.malformed");
    }

    private static string Accesses(Guid citizen) => $"/api/v1/citizens/{citizen}/accesses";
}
