using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Meetings;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Meetings;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Meetings;

/// <summary>Maja (SIU) calls a meeting about Karina and invites her and Lene (AKB), whose plan is shared with Maja's area. Dorte (AHL) is not invited.</summary>
public abstract class AMeeting : IAsyncLifetime
{
    protected KarinaDatabase Karinas { get; } = new();
    protected CitizenId Karina { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await Karinas.InitializeAsync();
        Karina = await Karinas.KarinaAsync();
        var plan = await Karinas.ScalarAsync<string>("select id from plans where citizen_id = $1 and area = 'AKB' and owner_id = 'W1' order by id limit 1", Karina.Value);
        await Karinas.SendAsync(KarinaDatabase.Lene, new Application.Consent.SharePlan(
            Karina, new ItemKey("jobcenter", plan), "SIU", ShareGround.EssentialImportance, "Bostøtten skal kunne lægge tider uden om (§ 28).", Database.Today.AddMonths(3)));
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Karinas.DisposeAsync();
    }

    protected static WrittenValues Time(string day, string from, string to) => new(WrittenKind.Appointment, new Dictionary<string, IReadOnlyList<string>>
    {
        ["title"] = ["Netværksmøde"],
        ["day"] = [day],
        ["startAt"] = [from],
        ["endAt"] = [to],
        ["mode"] = ["inPerson"],
        ["status"] = ["booked"],
        ["decision"] = ["true"],
    });

    protected CallMeeting Command(NetworkMeetingId id) => new(
        Karina, id, "SIU", Time("2026-10-15", "13:00", "14:00"), [MeetingPeople.Citizen], ["Jeg vil tale om min post"], [], ["Næste møde"], IsSeenThrough: false);

    protected async Task<NetworkMeetingId> CallAsync(IReadOnlyList<string>? topics = null)
    {
        var id = NetworkMeetingId.New();
        var called = await Karinas.SendAsync(KarinaDatabase.Maja, Command(id) with { Invited = [MeetingPeople.Citizen, await PersonAsync("Lene Test Holm")], Topics = topics ?? [] });
        Assert.Equal((WriteResult.Saved, 0), (called.Value.Result, called.Value.Errors.Count));
        return id;
    }

    protected async Task<string> PersonAsync(string name) =>
        (await Karinas.SendAsync(KarinaDatabase.Maja, new OpenMeetingForm(Karina, null, Language.Da))).People.Single(person => person.Name == name).Value;

    protected async Task WriteAsync(WrittenKind kind, string id, params (string Field, string Value)[] fields) => Assert.Equal(WriteResult.Saved, (await Karinas.SendAsync(
        KarinaDatabase.Maja, new WriteItem(Karina, "SIU", id, 0, new WrittenValues(kind, fields.ToDictionary(one => one.Field, IReadOnlyList<string> (one) => [one.Value])), true))).Value.Result);

    protected Task<OpenMeeting.View> OpenAsync(Caller by, NetworkMeetingId id) => Karinas.SendAsync(by, new OpenMeeting(Karina, id, Language.Da));

    protected Task<long> RevisionAsync(NetworkMeetingId id) => Karinas.ScalarAsync<long>("select revision from network_meetings where id = $1", id.Value);

    protected Task<long> CountAsync(string table) => Karinas.ScalarAsync<long>($"select count(*) from {table}");

    protected async Task<Result<Done>> ArrangeAsync(NetworkMeetingId id, AgendaAct act, int point, string? about = null, bool isCitizens = false) =>
        await Karinas.SendAsync(KarinaDatabase.Maja, new ArrangeAgenda(Karina, id, await RevisionAsync(id), act, point, about, isCitizens));

    protected async Task TellAsync(NetworkMeetingId id, IReadOnlyList<int> present) => Assert.True((await Karinas.SendAsync(
        KarinaDatabase.Maja, new TellWhoIsThere(Karina, id, await RevisionAsync(id), present, "Bisidder: Ida Test", CitizenPart.Present))).Succeeded);

    protected async Task<Result<Done>> FreezeAsync(NetworkMeetingId id) =>
        await Karinas.SendAsync(KarinaDatabase.Maja, new FreezeMinutes(Karina, id, await RevisionAsync(id), ApprovalWay.AtMeeting, null));

    /// <summary>Something was decided and agreed, the citizen said yes, and something was put right.</summary>
    protected async Task<NetworkMeetingId> FrozenAsync()
    {
        var id = await CallAsync();
        await Karinas.SendAsync(KarinaDatabase.Maja, new SettlePoint(Karina, id, await RevisionAsync(id), 1, null, "Sådan blev det", [new SettlePoint.Task("opgave", SettlePoint.Me, "ringer", null)]));
        await TellAsync(id, [2]);
        await Karinas.SendAsync(KarinaDatabase.Maja, new EndMeeting(Karina, id, await RevisionAsync(id)));
        await FreezeAsync(id);
        await AddAsync(id);
        return id;
    }

    /// <summary>Each by itself is refused by the database, whoever asks.</summary>
    protected async Task RefusedAsync(params string[] changes)
    {
        foreach (var change in changes)
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => Karinas.ExecuteAsync(change));
            Assert.True(
                refused.SqlState is PostgresErrorCodes.RestrictViolation or PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.RaiseException or PostgresErrorCodes.CheckViolation,
                $"{change}: {refused.Message}");
        }
    }

    protected async Task<Result<Done>> AddAsync(NetworkMeetingId id) =>
        await Karinas.SendAsync(KarinaDatabase.Lene, new AddToMinutes(Karina, id, await RevisionAsync(id), "Samtalen er flyttet til den 13. oktober."));
}
