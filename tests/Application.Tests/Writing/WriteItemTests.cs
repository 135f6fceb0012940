using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Writing;

/// <summary>Maja writes for SIU in Karina's plan.</summary>
public sealed class WriteItemTests : IAsyncLifetime
{
    private readonly KarinaDatabase _database = new();
    private CitizenId _karina;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _karina = await _database.KarinaAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task What_is_written_is_part_of_the_plan_at_once_and_is_judged()
    {
        Assert.Equal(WriteResult.Saved, (await WriteAsync("plan", APlan())).Result);
        Assert.Equal(WriteResult.Saved, (await WriteAsync("maal", AGoal("Jeg vil sove hele natten"))).Result);
        var view = await PlanAsync(KarinaDatabase.Maja);
        var plan = Assert.Single(view.Plans, plan => plan.Key == new ItemKey("sammenhaeng-siu", "plan"));
        Assert.Equal(("Støtte i hverdagen", "Maja Test Lind", "SIU"), (plan.Title, plan.Owner, plan.Area!.Code));
        Assert.Contains(view.Goals, goal => goal.Text == "Jeg vil sove hele natten");
        Assert.True(await _database.ScalarAsync<bool>("select exists (select from due_citizens where citizen_id = $1)", _karina.Value));
        await _database.RecheckAsync();
    }

    [Fact]
    public async Task Other_areas_see_that_it_is_there_and_not_what()
    {
        await WriteAsync("plan", APlan());
        var hidden = (await PlanAsync(KarinaDatabase.Lene)).Plans;
        Assert.DoesNotContain(hidden, plan => plan.Title == "Støtte i hverdagen");
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Lene, new OpenItem(_karina, WrittenKind.Plan, "SIU", "plan", Language.Da)));
        Assert.Empty((await _database.SendAsync(KarinaDatabase.Lene, new ListWritten(_karina))).Rows);
        Assert.Single((await _database.SendAsync(KarinaDatabase.Maja, new ListWritten(_karina))).Rows);
    }

    [Fact]
    public async Task Nobody_writes_for_an_area_that_is_not_theirs_or_for_a_citizen_whom_they_do_not_work_with()
    {
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Maja, new WriteItem(_karina, "AKB", "plan", 0, APlan(), false)));
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Stranger, new WriteItem(_karina, "KOF", "plan", 0, APlan(), false)));
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Administrator, new WriteItem(_karina, "SIU", "plan", 0, APlan(), false)));
        Assert.Equal(0L, await _database.ScalarAsync<long>("select count(*) from written_items"));
    }

    [Fact]
    public async Task Of_twenty_who_write_in_one_plan_at_once_every_one_is_kept()
    {
        await WriteAsync("plan", APlan());
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => WriteAsync($"maal-{i}", AGoal($"Mål nummer {i}"))));
        Assert.All(answers, answer => Assert.Equal(WriteResult.Saved, answer.Result));
        Assert.Equal(20L, await _database.ScalarAsync<long>("select count(*) from goals where source = 'sammenhaeng-siu' and ended_at is null"));
        Assert.Equal(20, (await PlanAsync(KarinaDatabase.Maja)).Goals.Count(goal => goal.Text?.StartsWith("Mål nummer", StringComparison.Ordinal) == true));
    }

    [Fact]
    public async Task Of_twenty_who_change_the_same_at_once_one_is_kept_and_nineteen_are_told()
    {
        await WriteAsync("plan", APlan());
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => WriteAsync("plan", APlan($"Titel {i}"), seen: 1)));
        Assert.Single(answers, answer => answer.Result == WriteResult.Saved);
        Assert.Equal(19, answers.Count(answer => answer.Result == WriteResult.Stale));
        var kept = await _database.ScalarAsync<string>("select content ->> 'title' from written_items where version = 2");
        Assert.Equal(kept, await _database.ScalarAsync<string>("select title from plans where source = 'sammenhaeng-siu'"));
    }

    [Fact]
    public async Task Sent_twice_it_is_one_and_sent_late_it_overwrites_nothing()
    {
        await WriteAsync("plan", APlan());
        Assert.Equal(WriteResult.Saved, (await WriteAsync("plan", APlan())).Result);
        Assert.Equal(WriteResult.Saved, (await WriteAsync("plan", APlan("Ny titel"), seen: 1)).Result);
        Assert.Equal(WriteResult.Stale, (await WriteAsync("plan", APlan())).Result);
        Assert.Equal((2L, "Ny titel"), (
            await _database.ScalarAsync<long>("select count(*) from written_items"), await _database.ScalarAsync<string>("select title from plans where source = 'sammenhaeng-siu'")));
        var versions = (await _database.SendAsync(KarinaDatabase.Maja, new OpenItem(_karina, WrittenKind.Plan, "SIU", "plan", Language.Da))).Versions;
        Assert.Equal([(2, "Ny titel", true), (1, "Støtte i hverdagen", true)], versions.Select(version => (version.Number, version.Fields.One("title"), version.IsMine)));
    }

    [Fact]
    public async Task What_causes_a_high_conflict_is_saved_when_it_has_been_looked_at_and_not_before()
    {
        // Karina's A4 is on 6 October at 9 to 11: a meeting in person at the same time cannot be kept.
        var meeting = await _database.ScalarAsync<DateTime>("select start_at from appointments where id = 'A4'");
        var local = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(meeting, DateTimeKind.Utc), LocalTime.Zone);
        var values = Values(WrittenKind.Appointment, ("title", "Hjemmebesøg"), ("day", $"{local:yyyy-MM-dd}"), ("startAt", $"{local:HH:mm}"), ("endAt", $"{local.AddHours(1):HH:mm}"),
            ("mode", "inPerson"), ("status", "booked"), ("invited", "citizen"), ("mandatory", "true"));
        var preview = await _database.SendAsync(KarinaDatabase.Maja, new CheckItem(_karina, null, "SIU", "tid", 0, values));
        Assert.Contains(preview.Value.Told!.Caused, line => line.Rule == "appointment.overlap");
        var held = await WriteAsync("tid", values);
        Assert.Equal(WriteResult.Held, held.Result);
        Assert.Equal(preview.Value.Told.Caused.Select(line => line.Fingerprint), held.Told!.Caused.Select(line => line.Fingerprint));
        Assert.Equal((0L, 0L), (await _database.ScalarAsync<long>("select count(*) from written_items"), await _database.ScalarAsync<long>("select count(*) from appointments where id = 'tid'")));
        Assert.Equal(WriteResult.Saved, (await _database.SendAsync(KarinaDatabase.Maja, new WriteItem(_karina, "SIU", "tid", 0, values, IsSeenThrough: true))).Value.Result);
        Assert.Equal(1L, await _database.ScalarAsync<long>("select count(*) from appointments where id = 'tid'"));
    }

    [Fact]
    public async Task A_series_keeps_its_hour_over_the_change_of_clocks_and_each_day_is_one_of_its_own()
    {
        var values = Values(WrittenKind.Appointment, ("title", "Bostøtte"), ("day", "2026-10-19"), ("startAt", "17:00"), ("endAt", "17:30"), ("mode", "phone"), ("status", "booked"),
            (WrittenForms.RepeatWeeks, "1"), (WrittenForms.RepeatUntil, "2026-11-02"));
        Assert.Equal(WriteResult.Saved, (await _database.SendAsync(KarinaDatabase.Maja, new WriteItem(_karina, "SIU", "tid", 0, values, true))).Value.Result);
        Assert.Equal(
            "tid 2026-10-19 17:00, tid-20261026 2026-10-26 17:00, tid-20261102 2026-11-02 17:00",
            await _database.ScalarAsync<string>("select string_agg(id || ' ' || to_char(start_at at time zone 'Europe/Copenhagen', 'YYYY-MM-DD HH24:MI'), ', ' order by start_at) from appointments where source = 'sammenhaeng-siu'"));
    }

    [Fact]
    public async Task What_is_wrong_is_told_at_its_field_and_nothing_is_kept()
    {
        var missing = await WriteAsync("plan", Values(WrittenKind.Plan, ("title", ""), ("from", "2026-02-30")));
        Assert.Equal((WriteResult.Refused, true), (missing.Result, missing.Errors.Select(error => error.Field).ToHashSet().IsSupersetOf(["title", "type", "from"])));
        var period = await WriteAsync("plan", APlan(to: "2020-01-01"));
        Assert.Equal((WriteResult.Refused, "to"), (period.Result, Assert.Single(period.Errors).Field));
        var unknown = await WriteAsync("maal", AGoal("Uden plan") with { Fields = new Dictionary<string, IReadOnlyList<string>>(AGoal("Uden plan").Fields) { ["plan"] = ["findes-ikke"] } });
        Assert.Equal((WriteResult.Refused, "plan"), (unknown.Result, Assert.Single(unknown.Errors).Field));
        Assert.Equal(0L, await _database.ScalarAsync<long>("select count(*) from written_items"));
    }

    [Theory]
    [InlineData("9999-12-31", "9999-12-31")]
    [InlineData("0001-01-01", "0001-12-31")]
    [InlineData("2201-01-01", "")]
    [InlineData("2026-10-19", "9999-12-31")]
    public async Task A_day_that_no_plan_reaches_is_told_at_its_field_and_breaks_nothing(string day, string until)
    {
        var values = Values(
            WrittenKind.Appointment, ("title", "Møde"), ("day", day), ("startAt", "09:00"), ("endAt", "10:00"), ("mode", "phone"), ("status", "booked"),
            (WrittenForms.RepeatWeeks, until.Length > 0 ? "1" : ""), (WrittenForms.RepeatUntil, until));
        var told = await WriteAsync("tid", values);
        Assert.Equal(WriteResult.Refused, told.Result);
        Assert.All(told.Errors, error => Assert.Contains(error.Field, new[] { "day", WrittenForms.RepeatUntil }));
        Assert.NotEmpty((await _database.SendAsync(KarinaDatabase.Maja, new FindTimes(_karina, "SIU", "tid", values))).Errors);
    }

    public static TheoryData<WrittenKind> Kinds => [.. Enum.GetValues<WrittenKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_form_is_saved_with_what_is_required_alone_and_comes_back_as_it_was_written(WrittenKind kind)
    {
        await WriteAsync("plan", APlan());
        var form = await _database.SendAsync(KarinaDatabase.Maja, new OpenItem(_karina, kind, null, null, Language.Da));
        var fields = form.Values.Fields.ToDictionary();
        foreach (var field in WrittenForms.Of(kind).Where(field => (field.IsRequired || kind == WrittenKind.Restriction && field.Name == "hours") && form.Values.One(field.Name).Length == 0))
        {
            fields[field.Name] = [field.Type switch
            {
                FieldType.Date => "2026-11-02",
                FieldType.Time => field.Name == "startAt" ? "09:00" : "10:00",
                FieldType.Number => "3",
                FieldType.OneOf => form.Choices[field.Choices][0].Value,
                _ => "Noget",
            }];
        }
        var values = new WrittenValues(kind, fields);
        Assert.Equal(WriteResult.Saved, (await _database.SendAsync(KarinaDatabase.Maja, new WriteItem(_karina, "SIU", "noget", 0, values, true))).Value.Result);
        var back = (await _database.SendAsync(KarinaDatabase.Maja, new OpenItem(_karina, kind, "SIU", "noget", Language.Da))).Values;
        Assert.All(WrittenForms.Of(kind), field => Assert.Equal(values.One(field.Name), back.One(field.Name)));
        Assert.Equal(WriteResult.Saved, (await _database.SendAsync(KarinaDatabase.Maja, new WriteItem(_karina, "SIU", "noget", 1, back, true))).Value.Result);
    }

    [Fact]
    public async Task Where_a_protected_citizen_is_to_be_found_is_not_shown_in_the_form_and_stays_when_it_is_saved()
    {
        await _database.ExecuteAsync("insert into places (code, name, kind) values ('X-SKJUL', 'Skjulestedet Test', 'clinic') on conflict do nothing");
        _database.Services.GetRequiredService<IReferenceData>().Expire();
        var values = Values(WrittenKind.Appointment, ("title", "Møde i Skjulestedet Test"), ("day", "2026-11-20"), ("startAt", "09:00"), ("endAt", "10:00"), ("mode", "inPerson"), ("place", "X-SKJUL"), ("status", "booked"));
        Assert.Equal(WriteResult.Saved, (await _database.SendAsync(KarinaDatabase.Maja, new WriteItem(_karina, "SIU", "tid", 0, values, true))).Value.Result);
        var open = new OpenItem(_karina, WrittenKind.Appointment, "SIU", "tid", Language.Da);
        Assert.Equal("X-SKJUL", (await _database.SendAsync(KarinaDatabase.Maja, open)).Values.One("place"));
        await _database.ExecuteAsync("update citizens set protection = 'nameAndAddress' where id = $1", _karina.Value);

        var form = await _database.SendAsync(KarinaDatabase.Maja, open);
        Assert.Equal((WrittenValues.Kept, WrittenValues.Kept), (form.Values.One("place"), form.Values.One("title")));
        Assert.All(form.Versions, version => Assert.Equal(WrittenValues.Kept, version.Fields.One("place")));
        Assert.DoesNotContain("Skjulestedet", Assert.Single((await _database.SendAsync(KarinaDatabase.Maja, new ListWritten(_karina))).Rows).Title, StringComparison.Ordinal);
        var later = form.Values with { Fields = new Dictionary<string, IReadOnlyList<string>>(form.Values.Fields) { ["endAt"] = ["11:00"] } };
        Assert.Equal(WriteResult.Saved, (await _database.SendAsync(KarinaDatabase.Maja, new WriteItem(_karina, "SIU", "tid", 1, later, true))).Value.Result);
        Assert.Equal("X-SKJUL Møde i Skjulestedet Test 11:00", await _database.ScalarAsync<string>(
            "select place || ' ' || title || ' ' || to_char(end_at at time zone 'Europe/Copenhagen', 'HH24:MI') from appointments where id = 'tid'"));
    }

    [Fact]
    public async Task Ones_own_latest_change_is_taken_back_and_what_was_new_leaves_the_course()
    {
        await WriteAsync("plan", APlan());
        await WriteAsync("plan", APlan("Ny titel"), seen: 1);
        Assert.True((await UndoAsync(WrittenKind.Plan, "plan", 2)).Succeeded);
        Assert.Equal("Støtte i hverdagen", await _database.ScalarAsync<string>("select title from plans where source = 'sammenhaeng-siu'"));
        await WriteAsync("maal", AGoal("Sove"));
        await WriteAsync("delmaal", AGoal("Sove på torsdag") with { Fields = new Dictionary<string, IReadOnlyList<string>>(AGoal("Sove på torsdag").Fields) { ["parent"] = ["maal"] } });
        Assert.Equal(UndoItem.BuiltOn, (await UndoAsync(WrittenKind.Goal, "maal", 1)).Refusal);
        Assert.True((await UndoAsync(WrittenKind.Goal, "delmaal", 1)).Succeeded);
        await _database.ExecuteAsync("delete from due_citizens");
        Assert.True((await UndoAsync(WrittenKind.Goal, "maal", 1)).Succeeded);
        Assert.Equal((0, 1L), ((await PlanAsync(KarinaDatabase.Maja)).Goals.Count(goal => goal.Key.Source == "sammenhaeng-siu"), await _database.ScalarAsync<long>("select count(*) from due_citizens")));
        Assert.DoesNotContain((await _database.SendAsync(KarinaDatabase.Maja, new ListWritten(_karina))).Rows, row => row.Kind == WrittenKind.Goal);
        // What was taken back is not written over by whoever still has it open.
        Assert.Equal(WriteResult.Stale, (await WriteAsync("maal", AGoal("Sove længe"), seen: 1)).Result);
    }

    [Fact]
    public async Task Nobody_takes_back_what_somebody_else_has_written_or_written_since()
    {
        await WriteAsync("plan", APlan());
        await _database.SendAsync(new Application.Staff.RegisterStaff("rikke", "Rikke Test", [Domain.Staff.Roles.Caseworker], ["SIU"], new DateOnly(2020, 1, 1), []));
        var rikke = Caller.WithSubject("rikke", "test");
        Assert.Equal(UndoItem.NotYours, (await _database.SendAsync(rikke, new UndoItem(_karina, WrittenKind.Plan, "SIU", "plan", 1))).Refusal);
        Assert.Equal(WriteResult.Saved, (await _database.SendAsync(rikke, new WriteItem(_karina, "SIU", "plan", 1, APlan("Rikkes"), false))).Value.Result);
        await Assert.ThrowsAsync<Application.Persistence.StaleRevisionException>(() => UndoAsync(WrittenKind.Plan, "plan", 1));
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Lene, new UndoItem(_karina, WrittenKind.Plan, "SIU", "plan", 2)));
    }

    [Fact]
    public async Task A_draft_is_there_again_for_whoever_wrote_it_alone_until_it_is_saved_dropped_or_a_month_old()
    {
        async Task<Draft?> DraftAsync(Caller caller, string area = "SIU") => (await _database.SendAsync(caller, new OpenItem(_karina, WrittenKind.Plan, area, null, Language.Da))).Draft;
        // Not for an area that is not theirs, however little of it is written.
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Maja, new CheckItem(_karina, null, "AKB", "n1", 0, APlan(""))));
        await _database.SendAsync(KarinaDatabase.Maja, new CheckItem(_karina, null, "SIU", "n1", 0, APlan("Halvt")));
        await _database.SendAsync(KarinaDatabase.Maja, new CheckItem(_karina, null, "SIU", "n1", 0, APlan("Halvt færdig")));
        Assert.Equal(("Halvt færdig", "n1"), ((await DraftAsync(KarinaDatabase.Maja))!.Values.One("title"), (await DraftAsync(KarinaDatabase.Maja))!.NewId));
        Assert.Null(await DraftAsync(KarinaDatabase.Lene, "AKB"));
        Assert.Equal(WriteResult.Refused, (await WriteAsync("n1", APlan(""))).Result);
        Assert.NotNull(await DraftAsync(KarinaDatabase.Maja));
        Assert.Equal(WriteResult.Saved, (await WriteAsync("n1", APlan("Færdig"))).Result);
        Assert.Null(await DraftAsync(KarinaDatabase.Maja));
        await _database.SendAsync(KarinaDatabase.Maja, new CheckItem(_karina, null, "SIU", "n2", 0, APlan("Gammel")));
        _database.Clock.Advance(TimeSpan.FromDays(29));
        Assert.Equal(0, (await _database.SendAsync(new ForgetDrafts())).Value);
        _database.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, (await _database.SendAsync(new ForgetDrafts())).Value);
    }

    [Theory]
    [InlineData("update written_items set content = '{}'")]
    [InlineData("delete from written_items")]
    [InlineData("truncate written_items")]
    [InlineData("insert into written_items select citizen_id, source, kind, id, 3, area, content, false, written_by, written_at from written_items")]
    public async Task A_version_is_kept_as_it_was_written(string change)
    {
        await WriteAsync("plan", APlan());
        await Assert.ThrowsAsync<PostgresException>(() => _database.ExecuteAsync(change));
    }

    [Theory]
    [InlineData("sammenhaeng")]
    [InlineData("sammenhaeng-siu")]
    public async Task Nobody_else_speaks_as_what_is_written_here(string source)
    {
        var document = """{"documentVersion":1,"source":"SOURCE","area":"SIU","exportedAt":"2026-10-05T08:00:00Z","citizen":{"cpr":"1403849902","givenName":"Karina Test","familyName":"Mikkelsen","birthDate":"1984-03-14"}}""";
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(document.Replace("SOURCE", source, StringComparison.Ordinal)));
        var answer = await _database.SendAsync(new ImportDocuments(stream, DocumentFormat.One, Domain.CourseDocuments.ImportOrigin.Api));
        Assert.Contains(Assert.Single(answer.Value.RejectedDocuments).Errors, error => error.Path == "/source");
    }

    private static WrittenValues APlan(string title = "Støtte i hverdagen", string to = "") => Values(
        WrittenKind.Plan, ("title", title), ("type", "SEL141"), ("from", "2026-10-05"), ("to", to), ("nextFollowUp", "2026-12-01"), ("status", "active"), ("sensitivity", "normal"));

    private static WrittenValues AGoal(string text) => Values(
        WrittenKind.Goal, ("plan", "plan"), ("text", text), ("theme", "health"), ("direction", "develop"), ("origin", "citizen"), ("status", "active"));

    private static WrittenValues Values(WrittenKind kind, params (string Name, string Value)[] fields) =>
        new(kind, fields.ToDictionary(field => field.Name, IReadOnlyList<string> (field) => [field.Value]));

    private async Task<WriteItem.Answer> WriteAsync(string id, WrittenValues values, int seen = 0)
    {
        var owned = values.Kind == WrittenKind.Plan ? values with { Fields = new Dictionary<string, IReadOnlyList<string>>(values.Fields) { ["owner"] = [_database.MajaId.Value.ToString()] } } : values;
        return (await _database.SendAsync(KarinaDatabase.Maja, new WriteItem(_karina, "SIU", id, seen, owned, false))).Value;
    }

    private Task<Domain.Kernel.Result<Domain.Kernel.Done>> UndoAsync(WrittenKind kind, string id, int seen) =>
        _database.SendAsync(KarinaDatabase.Maja, new UndoItem(_karina, kind, "SIU", id, seen));

    private Task<SharedPlanView> PlanAsync(Caller viewer) => _database.SendAsync(viewer, new OpenSharedPlan(_karina, null, null, Language.Da));
}
