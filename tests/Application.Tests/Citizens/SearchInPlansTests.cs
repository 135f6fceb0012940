using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Citizens;

/// <summary>The three worked citizens, by caseworkers of every area.</summary>
public sealed class SearchInPlansTests : Database, IAsyncLifetime
{
    private static readonly string[] Areas = ["AKB", "AHL", "LOT", "SIU", "REG", "KOF"];
    private readonly Dictionary<string, CitizenId> _citizens = [];

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        foreach (var name in new[] { "karina", "jonas", "poul" })
        {
            _citizens[name] = await this.ImportCaseAsync(name);
        }
        foreach (var area in Areas)
        {
            await this.ACaseworkerAsync(area, area);
        }
    }

    [Theory]
    [InlineData("2026-08-20")]
    [InlineData("2026-10-05")]
    [InlineData("2027-02-20")]
    public async Task What_is_found_is_what_the_shared_plan_shows(string day)
    {
        Clock.AdjustTime(new DateTimeOffset(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture).ToDateTime(new TimeOnly(10, 0)), TimeSpan.Zero));
        var (found, seen) = (new List<string>(), new List<string>());
        foreach (var area in Areas)
        {
            foreach (var citizen in _citizens.Values)
            {
                seen.AddRange(await ShownAsync(area, citizen));
            }
            var texts = await TextsAsync();
            foreach (var text in texts)
            {
                found.AddRange((await FindAsync(area, text)).Where(row => row.Text == text).Select(row => $"{area} {row.Citizen.Id.Value} {row.Text}"));
            }
        }
        Assert.Equal(seen.Distinct().Order(StringComparer.Ordinal), found.Distinct().Order(StringComparer.Ordinal));
        Assert.NotEmpty(found);
    }

    [Fact]
    public async Task A_plan_that_is_shared_is_found_until_the_citizen_withdraws_the_consent()
    {
        Clock.AdjustTime(new DateTimeOffset(2026, 9, 14, 10, 0, 0, TimeSpan.Zero));
        Assert.Equal("Behandlingsplan alkohol (SUL § 141)", Assert.Single(await FindAsync("AKB", "alkohol behandling")).Text);
        Clock.AdjustTime(new DateTimeOffset(2026, 9, 15, 10, 0, 0, TimeSpan.Zero));
        Assert.Empty(await FindAsync("AKB", "alkohol behandling"));
        Assert.Single(await FindAsync("AHL", "alkohol behandling"));
    }

    [Theory]
    [InlineData("27.36")]
    [InlineData("27.36.16-2026-1299")]
    [InlineData("2026-1299 hand")]
    public async Task A_case_number_finds_its_plan(string asked)
    {
        await ExecuteAsync("update plans set case_number = '27.36.16-2026-1299' where title like 'Handleplan%' and citizen_id = $1", _citizens["karina"].Value);
        Assert.Equal("27.36.16-2026-1299", Assert.Single(await FindAsync("SIU", asked), row => row.CaseNumber is not null).CaseNumber);
        Assert.DoesNotContain(await FindAsync("KOF", asked), row => row.CaseNumber is not null);
    }

    [Theory]
    [InlineData("regning post")]
    [InlineData("POST REGNINGER")]
    public async Task A_goal_is_found_by_the_beginnings_of_its_words(string asked) =>
        Assert.Equal("Jeg vil have styr på post og regninger hver uge", Assert.Single(await FindAsync("SIU", asked)).Text);

    [Theory]
    [InlineData("re")]
    [InlineData("egninger")]
    [InlineData("~SIU")]
    [InlineData("siu")]
    [InlineData("';drop table plans;--")]
    [InlineData("regning & !post")]
    [InlineData("regning:*")]
    public async Task What_is_no_word_of_it_finds_nothing_or_what_its_words_find(string asked)
    {
        var rows = await FindAsync("SIU", asked);
        Assert.All(rows, row => Assert.Contains("regning", row.Text, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(asked.Contains("regning", StringComparison.Ordinal), rows.Count > 0);
    }

    [Fact]
    public async Task Nothing_is_found_by_the_name_of_a_place_where_somebody_protected_lives()
    {
        var home = await ScalarAsync<string>(
            """
            select p.name from residences r join network_members m on m.citizen_id = r.citizen_id and m.source = r.source and m.id = r.party_id join places p on p.code = r.place
            where r.citizen_id = $1 and m.protection <> 'none' limit 1
            """, _citizens["jonas"].Value);
        await ExecuteAsync("update goals set text = 'Cykle fra ' || $1 || ' til skole hver morgen' where citizen_id = $2 and area = 'SIU'", home, _citizens["jonas"].Value);
        Assert.Empty(await FindAsync("SIU", home));
        var shown = await FindAsync("SIU", "cykle skole");
        Assert.NotEmpty(shown);
        Assert.All(shown, row => Assert.Equal("Cykle fra [beskyttet sted] til skole hver morgen", row.Text));
    }

    [Fact]
    public async Task Each_of_the_two_layers_would_do_alone()
    {
        // As the database decides, past the program: the transaction says who asks.
        await using var connection = await Owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        async Task<long> CountAsync(string areas, string asked, string close = "{}", string name = "karina")
        {
            await using var command = connection.CreateCommand();
            command.CommandText =
                """
                select set_config('app.user', $1, true), set_config('app.areas', $2, true), set_config('app.day', '2026-10-05', true), set_config('app.close', $3, true);
                """;
            command.Parameters.Add(new() { Value = Guid.NewGuid().ToString() });
            command.Parameters.Add(new() { Value = areas });
            command.Parameters.Add(new() { Value = close });
            await command.ExecuteNonQueryAsync();
            await using var query = connection.CreateCommand();
            query.CommandText = "select (select count(*) from find_in_plans($1, 50)) + (select count(*) from find_citizens($2, null, 50, 0, 3))";
            query.Parameters.Add(new() { Value = asked });
            query.Parameters.Add(new() { Value = name });
            return (long)(await query.ExecuteScalarAsync())!;
        }
        var close = await ScalarAsync<string>("select array_agg(id)::text from citizens");
        // By a goal and by a plan, by a name and by one that is written in two words here.
        foreach (var (asked, name) in new[] { ("regninger", "karina"), ("handleplan", "karina"), ("regninger", "mikkel sen") })
        {
            Assert.Equal(0, await CountAsync("{KOF}", asked, name: name));
            Assert.Equal(0, await CountAsync("", asked, name: name));
            Assert.Equal(0, await CountAsync("{SIU}", asked, close, name));
            Assert.True(await CountAsync("{SIU}", asked, name: name) >= 2);
        }
    }

    private async Task<IReadOnlyList<SearchInPlans.Row>> FindAsync(string area, string text) =>
        (await SendAsync(Caller.WithSubject(area, "test"), new SearchCitizens(null, text.Length > 100 ? text[..100] : text, PlansToo: 50))).InPlans.Rows;

    private async Task<IReadOnlyList<string>> TextsAsync()
    {
        var texts = new List<string>();
        await using var command = Owner.CreateCommand("select title from plans where ended_at is null union select text from goals where ended_at is null");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            texts.Add(reader.GetString(0));
        }
        return texts;
    }

    private async Task<IEnumerable<string>> ShownAsync(string area, CitizenId citizen)
    {
        try
        {
            var view = await SendAsync(Caller.WithSubject(area, "test"), new OpenSharedPlan(citizen, null, null, Language.Da));
            return view.Plans.Select(plan => plan.Title).Concat(view.Goals.Select(goal => goal.Text)).OfType<string>().Select(text => $"{area} {citizen.Value} {text}");
        }
        catch (AccessDeniedException)
        {
            return [];
        }
    }
}
