using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.BreakGlass;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.History;
using Sammenhaeng.Application.Meetings;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.BreakGlass;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Meetings;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.BreakGlass;

/// <summary>Emergency access is to what is so now.</summary>
public sealed class OnlyWhatIsSoNowTests : Database
{
    [Fact]
    public async Task Neither_the_past_nor_a_meeting_nor_when_colleagues_are_busy_is_opened_by_an_emergency()
    {
        var karina = await this.ImportCaseAsync("karina");
        await RecheckAsync();
        await this.ACaseworkerAsync("vagt", "REG");
        await this.ACaseworkerAsync("maja", "SIU");
        await ExecuteAsync("update course_sources set versions_from = first_seen_at - interval '1 day'");
        var session = Guid.NewGuid();
        await ExecuteAsync("insert into sessions (id, subject, proved_at) values ($1, 'vagt', now())", session);
        var (guard, maja) = (Caller.WithSubject("vagt", "test", session), Caller.WithSubject("maja", "test"));
        Assert.True((await SendAsync(guard, new TakeBreakGlass(
            karina, BreakGlassReason.LifeOrHealth, "Borgeren er fundet bevidstløs derhjemme.", ["SIU", "AHL", "AKB", "LOT"], DataClassWords.All))).Succeeded);

        var yesterday = new OpenSharedPlan(karina, Today.AddDays(-1), null, Language.Da);
        Assert.Equal((Today.AddDays(-1), null), ((await SendAsync(maja, yesterday)).KnownOn, (await SendAsync(guard, yesterday)).KnownOn));
        await DeniedAsync(() => SendAsync(guard, new OpenHistory(karina, Today, Today, null, 1, Language.Da)));
        await DeniedAsync(() => SendAsync(guard, new OpenItemHistory(karina, "appointments", new ItemKey("social", "A6"), Language.Da)));
        await DeniedAsync(() => SendAsync(guard, new ListMeetings(karina)));
        await DeniedAsync(() => SendAsync(guard, new OpenMeeting(karina, NetworkMeetingId.New(), Language.Da)));
        await DeniedAsync(() => SendAsync(guard, new OpenMeetingForm(karina, null, Language.Da)));
        await DeniedAsync(() => SendAsync(guard, new FindTimes(karina, "REG", "tid", new WrittenValues(WrittenKind.Appointment, new Dictionary<string, IReadOnlyList<string>>()))));

        var travel = new FindWaysOut(ConflictId.From(await ScalarAsync<Guid>("select id from conflicts where rule = 'appointment.travel'")));
        var things = (await SendAsync(guard, travel)).Things;
        Assert.Contains(things, thing => thing.Start is not null);
        Assert.All(things, thing => Assert.Empty(thing.Times));
        Assert.Contains((await SendAsync(maja, travel)).Things, thing => thing.Times.Count > 0);
    }

    private static async Task DeniedAsync(Func<Task> ask) => Assert.Equal("access.onlyRead", (await Assert.ThrowsAsync<AccessDeniedException>(ask)).Code);
}
