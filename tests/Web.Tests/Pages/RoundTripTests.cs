using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

/// <summary>A page asks the database a few times, however much there is to show. Sign-in, access step and log are counted with it.</summary>
public sealed class RoundTripTests(RoundTripTests.Host host) : IClassFixture<RoundTripTests.Host>
{
    private const int OfThePlan = 8;
    private const int OfAnyPage = 10;

    [Fact]
    public async Task A_shared_plan_of_forty_plans_takes_no_more_than_one_of_a_single()
    {
        var browser = await host.SignInAsync("demo-maja");
        var one = await host.CitizenWithAsync(1);
        var forty = await host.CitizenWithAsync(40);
        Assert.InRange(await TripsAsync(browser, $"/borgere/{one}/plan"), 1, OfThePlan);
        Assert.InRange(await TripsAsync(browser, $"/borgere/{forty}/plan"), 1, OfThePlan);
    }

    [Fact]
    public async Task A_plan_as_it_was_known_on_a_day_takes_no_more_either()
    {
        var browser = await host.SignInAsync("demo-maja");
        await host.Database.ExecuteAsync("update course_sources set first_seen_at = first_seen_at - interval '3 days' where citizen_id = $1", host.Karina);
        var address = $"/borgere/{host.Karina}/plan?pr={Database.Today.AddDays(-1):yyyy-MM-dd}";
        Assert.InRange(await TripsAsync(browser, address), 1, OfThePlan);
        Assert.Contains("som den var kendt", (await browser.OpenAsync(address)).Html.QuerySelector(".asof")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EveryPageTests.Pages), MemberType = typeof(EveryPageTests))]
    public async Task No_page_takes_more_than_ten(string path, string person)
    {
        var browser = await host.SignInAsync(person);
        Assert.InRange(await TripsAsync(browser, await host.AddressAsync(path)), 0, OfAnyPage);
    }

    /// <summary>Of the second time, when the program has read what it keeps.</summary>
    private async Task<int> TripsAsync(Browser browser, string address)
    {
        for (var time = 1; ; time++)
        {
            // What is remembered for a second, of the person and of the version of the reference data, is asked for anew.
            host.Forget();
            host.Wire.Take();
            var page = await browser.OpenAsync(address);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            if (time == 2)
            {
                return host.Wire.Take();
            }
        }
    }

    public sealed class Host : CitizensHost
    {
        private DatabaseWire? _wire;

        internal DatabaseWire Wire => _wire ??= new DatabaseWire(Database.ConnectionString);

        protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
            [KeyValuePair.Create("ConnectionStrings:Sammenhaeng", (string?)Wire.ConnectionString)];

        internal void Forget()
        {
            Memory.Compact(1);
            Services.GetRequiredService<IReferenceData>().Expire();
        }

        private Microsoft.Extensions.Caching.Memory.MemoryCache Memory =>
            (Microsoft.Extensions.Caching.Memory.MemoryCache)Services.GetRequiredService<Microsoft.Extensions.Caching.Memory.IMemoryCache>();

        internal async Task<Guid> CitizenWithAsync(int plans)
        {
            var citizen = await Database.ACitizenAsync();
            for (var i = 0; i < plans; i++)
            {
                await Database.APlanAsync(citizen, "SIU");
            }
            return citizen.Value;
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            _wire?.Dispose();
        }
    }
}
