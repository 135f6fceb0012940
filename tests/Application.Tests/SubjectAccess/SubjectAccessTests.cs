using System.Text.Json;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.SubjectAccess;
using Sammenhaeng.Application.Tests.CourseDocuments;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Infrastructure.SubjectAccess;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.SubjectAccess;

public sealed class SubjectAccessTests : Database, IAsyncLifetime
{
    private static readonly Caller Dpo = Caller.WithSubject("dpo", "test");

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await this.AUserAsync("dpo", [Roles.DataProtection]);
        await this.ACaseworkerAsync("maja", "SIU");
    }

    [Fact]
    public async Task All_that_is_known_of_one_citizen_is_in_it_and_nothing_of_another()
    {
        var jonas = await this.ImportCaseAsync("jonas");
        await this.ImportCaseAsync("karina");
        await RecheckAsync();
        await SendAsync(Caller.WithSubject("maja", "test"), new OpenSharedPlan(jonas, null, null, Language.Da));

        var pack = await SendAsync(Dpo, new MakeSubjectAccessPack(jonas));
        Assert.Equal(await ScalarAsync<string>("select to_char(birth_date, 'DDMMYY') from citizens where id = $1", jonas.Value), pack.Cpr.Digits[..6]);
        foreach (var table in pack.Tables)
        {
            var count = table.Name switch
            {
                "citizens" => 1L,
                "conflict_history" => await ScalarAsync<long>("select count(*) from conflict_history h join conflicts c on c.id = h.conflict_id where c.citizen_id = $1", jonas.Value),
                "consent_signatures" => await ScalarAsync<long>("select count(*) from consent_signatures s join consent_records c on c.id = s.consent_id where c.citizen_id = $1", jonas.Value),
                "proposal_answers" => await ScalarAsync<long>("select count(*) from proposal_answers a join proposals p on p.id = a.proposal_id where p.citizen_id = $1", jonas.Value),
                "meeting_invitees" or "meeting_points" or "meeting_agreements" or "meeting_additions" =>
                    await ScalarAsync<long>($"select count(*) from {table.Name} t join network_meetings m on m.id = t.meeting_id where m.citizen_id = $1", jonas.Value),
                "shared_plan_words" or "follow_ups" => await ScalarAsync<long>($"select count(*) from {table.Name} t join shared_plans p on p.id = t.shared_plan_id where p.citizen_id = $1", jonas.Value),
                "holistic_plan_texts" => await ScalarAsync<long>("select count(*) from holistic_plan_texts t join holistic_plans h on h.id = t.holistic_plan_id where h.citizen_id = $1", jonas.Value),
                "common_goal_versions" or "common_goal_marks" => await ScalarAsync<long>($"select count(*) from {table.Name} t join common_goals g on g.id = t.common_goal_id where g.citizen_id = $1", jonas.Value),
                _ => await ScalarAsync<long>($"select count(*) from {table.Name} where citizen_id = $1", jonas.Value),
            };
            Assert.Equal((table.Name, count), (table.Name, table.Rows.Count));
        }
        Assert.True(pack.Tables.Count(table => table.Rows.Count > 0) > 12, "There is too little to prove anything.");
        var all = string.Join('\n', pack.Tables.SelectMany(table => table.Rows));
        Assert.DoesNotContain("Karina", all, StringComparison.Ordinal);
        Assert.DoesNotContain("cpr_", all, StringComparison.Ordinal);
        Assert.Contains(pack.Accesses, row => row is { What: "OpenSharedPlan", Why: AccessReason.OwnArea });
    }

    [Fact]
    public async Task Where_a_protected_parent_lives_is_not_in_it()
    {
        var jonas = await this.ImportCaseAsync("jonas");
        await RecheckAsync();
        var tables = (await SendAsync(Dpo, new MakeSubjectAccessPack(jonas))).Tables;
        Assert.Contains("beskyttet", PlacesOf("residences"));
        Assert.Contains("beskyttet", PlacesOf("appointments"));
        var mother = await ScalarAsync<string>(
            "select r.place from residences r join network_members m on m.citizen_id = r.citizen_id and m.source = r.source and m.id = r.party_id where m.protection <> 'none' limit 1");
        Assert.DoesNotContain(tables, table => table.Rows.Any(row => row.Contains(mother, StringComparison.Ordinal)));

        IEnumerable<string?> PlacesOf(string name) =>
            tables.Single(table => table.Name == name).Rows.Select(row => JsonDocument.Parse(row).RootElement.GetProperty("place").GetString());
    }

    [Fact]
    public async Task Nor_is_where_a_protected_parent_lived_before_and_nothing_is_left_of_a_longer_name()
    {
        var jonas = await this.ImportCaseAsync("jonas");
        var mother = await ScalarAsync<string>("select place from residences where citizen_id = $1 and party_id = 'mor'", jonas.Value);
        Clock.Advance(TimeSpan.FromDays(1));
        var document = Sending.Case("jonas", "social");
        document["exportedAt"] = document["exportedAt"]!.GetValue<DateTimeOffset>().AddDays(1).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        document["household"]!["residences"]![0]!["place"] = mother + "-2";
        document["appointments"]!.AsArray().Clear();
        await ExecuteAsync("insert into places select (jsonb_populate_record(p, jsonb_build_object('code', code || '-2'))).* from places p where code = $1", mother);
        Assert.Equal(1, (await this.ImportAsync(document)).Accepted);
        var all = string.Join('\n', (await SendAsync(Dpo, new MakeSubjectAccessPack(jonas))).Tables.SelectMany(table => table.Rows));
        Assert.DoesNotContain(mother, all, StringComparison.Ordinal);
        Assert.DoesNotContain("beskyttet-2", all, StringComparison.Ordinal);
        // She has moved on to where nobody knows her: where she lived is protected all the same.
        await ExecuteAsync("delete from residences where citizen_id = $1 and party_id = 'mor'", jonas.Value);
        Assert.DoesNotContain(mother, string.Join('\n', (await SendAsync(Dpo, new MakeSubjectAccessPack(jonas))).Tables.SelectMany(table => table.Rows)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_made_by_the_data_protection_contact_alone_and_that_stands_in_it_the_next_time()
    {
        var karina = await this.ImportCaseAsync("karina");
        var denied = await Assert.ThrowsAsync<AccessDeniedException>(() => SendAsync(Caller.WithSubject("maja", "test"), new MakeSubjectAccessPack(karina)));
        Assert.Equal("access.role", denied.Code);
        await SendAsync(Dpo, new MakeSubjectAccessPack(karina));
        Assert.Equal(
            ["MakeSubjectAccessPack permitted", "MakeSubjectAccessPack access.role"],
            (await SendAsync(Dpo, new MakeSubjectAccessPack(karina))).Accesses.Where(row => row.What == "MakeSubjectAccessPack").Select(row => $"{row.What} {row.Outcome}"));
    }

    [Fact]
    public async Task Every_table_of_a_citizen_is_in_it_or_left_out_for_a_reason()
    {
        var tables = await ScalarAsync<string[]>(
            """
            select array_agg(c.table_name::text) from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
            where c.table_schema = 'public' and c.column_name = 'citizen_id' and t.table_type = 'BASE TABLE' and c.table_name !~ '^access_log_'
            """);
        Assert.Equal(
            tables.Concat(["citizens", "conflict_history", "consent_signatures", "proposal_answers", "meeting_invitees", "meeting_points", "meeting_agreements", "meeting_additions",
                "shared_plan_words", "follow_ups", "common_goal_versions", "common_goal_marks", "holistic_plan_texts"]).Order(StringComparer.Ordinal),
            SubjectRecordsReader.Tables.Concat(SubjectRecordsReader.LeftOut.Keys).Order(StringComparer.Ordinal));
    }
}
