using System.Text.Json;
using System.Text.Json.Nodes;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.History;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Application.WorkLists;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.WorkLists;

/// <summary>What the social services tell of Karina anew is kept beside what they told before. Maja is theirs, and Dorte sees nothing of it.</summary>
public sealed class HistoryTests : IAsyncLifetime
{
    private readonly KarinaDatabase _database = new();
    private CitizenId _karina;
    private ItemKey _key;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _karina = await _database.KarinaAsync();
        _key = new ItemKey("social", (string)Document()["appointments"]![0]!["id"]!);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Every_version_of_what_a_system_tells_is_kept_with_its_time_and_told_in_words()
    {
        await TellAsync("Ny titel, Test", days: 1);
        await TellAsync("Nyeste titel, Test", days: 2);
        var view = (await ItemAsync(KarinaDatabase.Maja))!;
        Assert.Equal(3, view.Versions.Count);
        Assert.Equal(("Nyeste titel, Test", 3, HistoryKind.Changed), (view.Title, view.Versions[0].Number, view.Versions[0].Line.Kind));
        Assert.Equal(new FieldChange("title", "Ny titel, Test", "Nyeste titel, Test", true), Assert.Single(view.Versions[0].Line.Fields));
        Assert.Equal(HistoryKind.Added, view.Versions[2].Line.Kind);
        Assert.Equal(_database.Clock.GetUtcNow(), view.Versions[0].Line.At);
        Assert.True(view.Versions[0].ExportedAt > view.Versions[1].ExportedAt);
    }

    [Fact]
    public async Task Told_the_same_again_nothing_is_kept_twice()
    {
        await TellAsync("Ny titel, Test", days: 1);
        await TellAsync("Ny titel, Test", days: 2);
        Assert.Equal(2, (await ItemAsync(KarinaDatabase.Maja))!.Versions.Count);
        Assert.Equal(1L, await _database.ScalarAsync<long>("select count(*) from item_versions"));
    }

    [Fact]
    public async Task What_leaves_the_course_is_told_as_ended_and_stays_in_the_history_of_its_own_area()
    {
        _database.Clock.Advance(TimeSpan.FromDays(1));
        var document = Document();
        document["appointments"]!.AsArray().RemoveAt(0);
        await SendAsync(document);
        Assert.Equal(HistoryKind.Ended, (await ItemAsync(KarinaDatabase.Maja))!.Versions[0].Line.Kind);
        Assert.Null(await ItemAsync(KarinaDatabase.Dorte));
    }

    [Fact]
    public async Task Between_two_days_is_told_what_changed_then_and_nothing_else()
    {
        await TellAsync("Ny titel, Test", days: 10);
        var day = LocalTime.DateOf(_database.Clock.GetUtcNow());
        var line = Assert.Single((await HistoryAsync(KarinaDatabase.Maja, day, day)).Lines, line => line.Kind == HistoryKind.Changed);
        Assert.Equal(("appointments", "Ny titel, Test", "SIU"), (line.What, line.Title, line.Area!.Code));
        Assert.Empty((await HistoryAsync(KarinaDatabase.Maja, day.AddDays(-3), day.AddDays(-1))).Lines);
        Assert.True((await HistoryAsync(KarinaDatabase.Maja, Database.Today, day)).Total > 10);
    }

    [Fact]
    public async Task What_is_hidden_leaves_no_trace_in_order_or_number()
    {
        var before = await HistoryAsync(KarinaDatabase.Dorte, Database.Today, Database.Today.AddDays(20), "appointments");
        await TellAsync("Ny titel, Test", days: 10);
        var after = await HistoryAsync(KarinaDatabase.Dorte, Database.Today, Database.Today.AddDays(20), "appointments");
        Assert.Equal((before.Total, before.Lines.Select(line => line.Key)), (after.Total, after.Lines.Select(line => line.Key)), Same);
        Assert.DoesNotContain(after.Lines, line => line.Key == _key);
        Assert.Null(await ItemAsync(KarinaDatabase.Dorte));
        await Assert.ThrowsAsync<AccessDeniedException>(() => ItemAsync(KarinaDatabase.Stranger));
        await Assert.ThrowsAsync<AccessDeniedException>(() => HistoryAsync(KarinaDatabase.Stranger, Database.Today, Database.Today));
    }

    [Fact]
    public async Task What_a_shared_plan_says_is_shared_with_its_history()
    {
        await TellAsync("Ny titel, Test", days: 1);
        Assert.Equal(2, (await ItemAsync(KarinaDatabase.Lene))!.Versions.Count);
        await _database.ExecuteAsync("delete from plan_shares where citizen_id = $1", _karina.Value);
        Assert.Null(await ItemAsync(KarinaDatabase.Lene));
    }

    [Fact]
    public async Task Where_an_appointment_was_moved_to_is_not_told_by_its_code()
    {
        _database.Clock.Advance(TimeSpan.FromDays(1));
        var document = Document();
        document["appointments"]![0]!["place"] = "hjem-test";
        await SendAsync(document);
        var change = Assert.Single((await ItemAsync(KarinaDatabase.Maja))!.Versions[0].Line.Fields, field => field.Name == "place");
        Assert.Equal((null, null, false), (change.Before, change.After, change.IsTold));
    }

    [Fact]
    public async Task Only_what_others_changed_since_the_viewer_last_said_to_have_seen_it_is_new()
    {
        _database.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Empty((await DayAsync(KarinaDatabase.Maja)).News);
        await TellAsync("Ny titel, Test", days: 1);
        var news = Assert.Single((await DayAsync(KarinaDatabase.Maja)).News);
        Assert.Equal((_karina, ("appointments", 1)), (news.CitizenId, Assert.Single(news.Changes)));
        // The other area's is neither told nor counted.
        Assert.Empty((await DayAsync(KarinaDatabase.Lene)).News);

        var shown = (await DayAsync(KarinaDatabase.Maja)).ReadAt;
        await TellAsync("Nyeste titel, Test", days: 1);
        Assert.True((await _database.SendAsync(KarinaDatabase.Maja, new MarkSeen(_karina, shown))).Succeeded);
        Assert.Single((await DayAsync(KarinaDatabase.Maja)).News);
        await _database.SendAsync(KarinaDatabase.Maja, new MarkAllSeen(DateTimeOffset.MaxValue));
        Assert.Empty((await DayAsync(KarinaDatabase.Maja)).News);
        await _database.SendAsync(KarinaDatabase.Maja, new MarkSeen(_karina, shown));
        Assert.Empty((await DayAsync(KarinaDatabase.Maja)).News);
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Stranger, new MarkSeen(_karina, shown)));
        await _database.SendAsync(KarinaDatabase.Stranger, new MarkAllSeen(shown));
        Assert.Equal(1L, await _database.ScalarAsync<long>("select count(*) from seen_marks"));
        // Nobody has seen what is to come.
        await TellAsync("Endnu nyere titel, Test", days: 1);
        Assert.Single((await DayAsync(KarinaDatabase.Maja)).News);
    }

    [Fact]
    public async Task By_the_database_alone_news_is_counted_of_own_areas_items_of_citizens_one_works_with_and_that_others_wrote()
    {
        await TellAsync("Ny titel, Test", days: 1);
        var written = new WrittenValues(WrittenKind.Agreement, new Dictionary<string, IReadOnlyList<string>> { ["text"] = ["Vi ses på fredag"], ["owner"] = ["citizen"] });
        Assert.Equal(WriteResult.Saved, (await _database.SendAsync(KarinaDatabase.Maja, new WriteItem(_karina, "SIU", "aftale", 0, written, true))).Value.Result);
        var colleague = Guid.NewGuid();
        async Task<(int Told, int Written)> CountAsync(Guid user, string areas, string close = "{}")
        {
            await using var connection = await _database.Owner.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using (var tell = new Npgsql.NpgsqlCommand(
                "select set_config('app.user', $1, true), set_config('app.areas', $2, true), set_config('app.day', $3, true), set_config('app.close', $4, true)", connection)
            {
                Parameters = { new() { Value = user.ToString() }, new() { Value = areas }, new() { Value = $"{LocalTime.DateOf(_database.Clock.GetUtcNow()):yyyy-MM-dd}" }, new() { Value = close } },
            })
            {
                await tell.ExecuteNonQueryAsync();
            }
            await using var command = new Npgsql.NpgsqlCommand(
                """
                select coalesce(sum(items) filter (where collection = 'appointments'), 0)::int * 100 + coalesce(sum(items) filter (where collection = 'agreements'), 0)::int
                from items_told_since(array[$1], array[$2])
                """, connection)
            {
                Parameters = { new() { Value = _karina.Value }, new() { Value = _database.Clock.GetUtcNow().AddHours(-1).UtcDateTime } },
            };
            var both = (int)(await command.ExecuteScalarAsync())!;
            return (both / 100, both % 100);
        }
        Assert.Equal((1, 1), await CountAsync(colleague, "{SIU}"));
        Assert.Equal((1, 0), await CountAsync(_database.MajaId.Value, "{SIU}"));
        Assert.Equal((0, 0), await CountAsync(colleague, "{AKB}"));
        Assert.Equal((0, 0), await CountAsync(colleague, "{SIU}", $"{{{_karina.Value}}}"));
        // By nobody's work with the citizen but what somebody coordinated until yesterday.
        await _database.SendAsync(KarinaDatabase.Maja, new Application.Coordination.NameCoordinator(_karina, null, CoordinatorKind.Main, Database.Today, null, [], false, null));
        await _database.ExecuteAsync("delete from citizen_relations where area = 'SIU'");
        Assert.Equal((0, 0), await CountAsync(colleague, "{SIU}"));
        Assert.Equal((1, 0), await CountAsync(_database.MajaId.Value, "{SIU}"));
        await _database.ExecuteAsync("update citizen_relations set valid_to = $1 where user_id is not null", Database.Today);
        Assert.Equal((0, 0), await CountAsync(_database.MajaId.Value, "{SIU}"));
    }

    [Fact]
    public async Task A_version_is_never_changed_or_removed()
    {
        await TellAsync("Ny titel, Test", days: 1);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => _database.ExecuteAsync("update item_versions set area = 'AKB'"));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => _database.ExecuteAsync("delete from item_versions"));
    }

    private static bool Same((int Total, IEnumerable<ItemKey?> Keys) one, (int Total, IEnumerable<ItemKey?> Keys) other) =>
        one.Total == other.Total && one.Keys.SequenceEqual(other.Keys);

    private static JsonNode Document() => JsonNode.Parse(File.ReadAllText(RepositoryRoot.Shared("cases", "karina", "social.json")))!;

    private async Task TellAsync(string title, int days)
    {
        _database.Clock.Advance(TimeSpan.FromDays(days));
        var document = Document();
        document["appointments"]![0]!["title"] = title;
        await SendAsync(document);
    }

    private async Task SendAsync(JsonNode document)
    {
        document["exportedAt"] = _database.Clock.GetUtcNow().AddHours(-1).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        using var stream = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(document));
        Assert.Equal(0, (await _database.SendAsync(new ImportDocuments(stream, DocumentFormat.One, ImportOrigin.Console))).Value.Rejected);
    }

    private Task<OpenItemHistory.View?> ItemAsync(Caller caller) => _database.SendAsync(caller, new OpenItemHistory(_karina, "appointments", _key, Language.Da));

    private Task<OpenHistory.View> HistoryAsync(Caller caller, DateOnly from, DateOnly to, string? what = null) =>
        _database.SendAsync(caller, new OpenHistory(_karina, from, to, what, 1, Language.Da));

    private Task<OpenMyDay.View> DayAsync(Caller caller) => _database.SendAsync(caller, new OpenMyDay());
}
