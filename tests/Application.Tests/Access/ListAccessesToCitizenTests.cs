using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Access;

public sealed class ListAccessesToCitizenTests : SealedLogDatabase
{
    private static readonly Caller Contact = Caller.WithSubject("contact", "request");

    private bool _showsNames;

    [Fact]
    public async Task An_access_is_there_at_once_with_role_and_area_and_without_a_name()
    {
        var citizen = await ACitizenWithAPlanAsync();
        await this.ACaseworkerAsync("mette", "AKB");
        await SendAsync(Caller.WithSubject("mette", "request-1"), new SeeName(citizen));
        var row = Assert.Single((await ListAsync(citizen)).Rows);
        Assert.Equal(("SeeName", "SeeCourse", "ownArea", "permitted", false, null), (row.What, row.Purpose, row.Ground, row.Outcome, row.BySystem, row.Name));
        Assert.Equal(["caseworker"], row.Roles);
        Assert.Equal(["AKB"], row.Areas);
    }

    [Fact]
    public async Task A_list_that_showed_the_citizen_and_an_attempt_that_was_denied_are_told_too()
    {
        var citizen = await ACitizenWithAPlanAsync();
        var other = await ACitizenWithAPlanAsync();
        await this.ACaseworkerAsync("mette", "KOF");
        await Assert.ThrowsAsync<AccessDeniedException>(() => SendAsync(Caller.WithSubject("mette", "request-1"), new SeeName(citizen)));
        await ExecuteAsync("update user_areas set area = 'AKB'");
        await SendAsync(Caller.WithSubject("mette", "request-2"), new FindEverybody());
        Assert.Equal(
            [("FindEverybody", "permitted", true), ("SeeName", "access.relation", false)],
            (await ListAsync(citizen)).Rows.Select(row => (row.What, row.Outcome, row.InList)));
        Assert.Equal("FindEverybody", Assert.Single((await ListAsync(other)).Rows).What);
    }

    [Fact]
    public async Task Pages_of_fifty_hold_every_entry_once_also_those_of_the_same_moment()
    {
        var citizen = await ACitizenWithAPlanAsync();
        await ExecuteAsync(
            "insert into access_log (at, roles, areas, citizen_id, shown_citizens, what, purpose, outcome, request_id) "
            + "select now() - (i / 40) * interval '1 second', '{}', '{}', case when i % 2 = 0 then $1::uuid end, case when i % 3 = 0 or i % 2 = 1 then array[$1::uuid] else '{}' end, 'T', 'T', 'permitted', i::text from generate_series(1, 120) i",
            citizen.Value);
        var seen = new List<Guid>();
        var counts = new List<int>();
        for (ListAccessesToCitizen.Place? before = null; ;)
        {
            var page = await ListAsync(citizen, before);
            seen.AddRange(page.Rows.Where(row => row.What == "T").Select(row => row.Id));
            counts.Add(page.Rows.Count);
            if (page.Next is null)
            {
                break;
            }
            before = page.Next;
        }
        Assert.Equal((120, 120), (seen.Count, seen.Distinct().Count()));
        Assert.Equal([50, 50, 20], counts);
    }

    [Fact]
    public async Task Only_the_data_protection_contact_may_ask_and_asking_is_written_down()
    {
        var citizen = await ACitizenWithAPlanAsync();
        await this.ACaseworkerAsync("mette", "AKB");
        await Assert.ThrowsAsync<AccessDeniedException>(() => SendAsync(Caller.WithSubject("mette", "request"), new ListAccessesToCitizen(citizen)));
        await ListAsync(citizen);
        Assert.Equal(
            "access.role permitted", await ScalarAsync<string>("select string_agg(outcome, ' ' order by at) from access_log where what = 'ListAccessesToCitizen'"));
        await Assert.ThrowsAsync<AccessDeniedException>(() => ListAsync(CitizenId.New()));
    }

    [Fact]
    public async Task Names_are_told_where_the_municipality_shows_them()
    {
        var citizen = await ACitizenWithAPlanAsync();
        await this.ACaseworkerAsync("mette", "AKB");
        await SendAsync(Caller.WithSubject("mette", "request-1"), new SeeName(citizen));
        _showsNames = true;
        await using var services = BuildServices();
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.System("test"));
        var view = await scope.ServiceProvider.GetRequiredService<ISender>().Send(new ListAccessesToCitizen(citizen), Stop);
        Assert.Equal("Test mette", Assert.Single(view.Rows).Name);
    }

    protected override void Add(IServiceCollection services)
    {
        base.Add(services);
        services.AddSingleton(new StaffNamesPolicy(_showsNames));
    }

    private async Task<CitizenId> ACitizenWithAPlanAsync()
    {
        var citizen = await this.ACitizenAsync();
        await this.APlanAsync(citizen, "AKB");
        return citizen;
    }

    private async Task<ListAccessesToCitizen.View> ListAsync(CitizenId citizen, ListAccessesToCitizen.Place? before = null)
    {
        if (!await ScalarAsync<bool>("select exists (select from users where subject = 'contact')"))
        {
            await this.AUserAsync("contact", [Roles.DataProtection]);
        }
        return await SendAsync(Contact, new ListAccessesToCitizen(citizen, before));
    }
}
