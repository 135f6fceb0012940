using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Citizens;

public sealed class SearchCitizensTests : Database, IAsyncLifetime
{
    private static readonly Application.Access.Caller Maja = Application.Access.Caller.WithSubject("maja", "test");
    private CitizenId _karina;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        _karina = await this.ImportCaseAsync("karina");
        await this.ACaseworkerAsync("maja", "SIU");
    }

    [Theory]
    [InlineData("Sørensen", "Soerensen")]
    [InlineData("Soerensen", "sørensen")]
    [InlineData("Ågård", "aagaard")]
    [InlineData("Aagaard", "ågår")]
    [InlineData("Ærø", "aeroe")]
    [InlineData("Møller", "MØLLER")]
    [InlineData("Öberg", "oeberg")]
    [InlineData("René", "rene")]
    [InlineData("Wójcik", "wojcik")]
    [InlineData("Holm-Lind", "lind")]
    [InlineData("Holm-Lind", "holm-l")]
    [InlineData("D’Angelo", "angelo")]
    [InlineData("von der Test", "der te")]
    public async Task A_name_is_found_however_its_letters_are_written(string name, string asked)
    {
        await ExecuteAsync("update citizens set family_name = $1", name);
        Assert.Equal(_karina, Assert.Single(await FindAsync("karina " + asked)).Id);
    }

    [Theory]
    [InlineData("karina karla")]
    [InlineData("ina")]
    [InlineData("karinaa")]
    [InlineData("  ,;")]
    [InlineData("%")]
    [InlineData("kar_na")]
    public async Task A_program_finds_by_the_letters_alone_and_every_word_must_begin_a_part_of_the_name(string asked) =>
        Assert.Empty((await SendAsync(Maja, new SearchCitizens(null, asked))).Rows);

    [Theory]
    [InlineData("karina karla")]
    [InlineData("ina")]
    [InlineData("  ,;")]
    [InlineData("%")]
    [InlineData("kurt")]
    public async Task What_is_not_like_the_name_finds_nobody(string asked) => Assert.Empty(await FindAsync(asked));

    [Theory]
    [InlineData("Sørensen", "Sorensen")]
    [InlineData("Christiansen", "kristiansen")]
    [InlineData("Mathiesen", "matthis")]
    [InlineData("Sophie", "sofi")]
    [InlineData("Cecilie", "sesilie")]
    [InlineData("Hjorth", "jort")]
    [InlineData("Aagaard", "agard")]
    public async Task A_name_is_found_by_how_it_sounds(string name, string asked)
    {
        await ExecuteAsync("update citizens set family_name = $1", name);
        var found = await SendAsync(Maja, SearchCitizens.For(asked));
        Assert.Equal((_karina, SearchCitizens.Likeness.Sound), (Assert.Single(found.Rows).Id, found.Likeness));
    }

    [Theory]
    [InlineData("Schmidt", "smidt")]
    [InlineData("Nørregaard", "nøregrad")]
    [InlineData("Petersen", "pretersen")]
    [InlineData("Petersen", "petrsen")]
    [InlineData("Anne Marie", "annemarie")]
    [InlineData("Annemarie", "anne marie")]
    [InlineData("Anne-Marie", "annemarie")]
    public async Task A_name_nearly_as_it_was_written_is_found_where_nobody_is_nearer(string name, string asked)
    {
        await ExecuteAsync("update citizens set family_name = $1", name);
        var found = await SendAsync(Maja, SearchCitizens.For("karina " + asked));
        Assert.Equal((_karina, SearchCitizens.Likeness.Nearly), (Assert.Single(found.Rows).Id, found.Likeness));
    }

    [Fact]
    public async Task Whose_name_is_written_like_that_comes_before_whose_name_sounds_like_that()
    {
        await ExecuteAsync(
            """
            insert into citizens (id, cpr_cipher, cpr_index, given_name, family_name, birth_date)
            select gen_random_uuid(), decode(md5(name), 'hex'), decode(md5(name) || md5(name), 'hex'), 'Ulla', 'Test ' || name, '1980-01-01'
            from unnest(array['Christensen', 'Kristensen', 'Kristiansen']) name
            """);
        await ExecuteAsync("insert into citizen_relations (citizen_id, area) select id, 'SIU' from citizens where given_name = 'Ulla'");
        Assert.Equal(["Ulla Test Kristensen", "Ulla Test Christensen"], (await FindAsync("ulla kristensen")).Select(row => row.Name));
    }

    [Fact]
    public async Task Nobody_else_s_citizen_is_found_however_near()
    {
        await this.ACaseworkerAsync("ole", "KOF");
        foreach (var asked in new[] { "karina", "karrina", "carina", "krina" })
        {
            Assert.Empty((await SendAsync(Application.Access.Caller.WithSubject("ole", "test"), SearchCitizens.For(asked))).Rows);
        }
    }

    [Fact]
    public async Task A_citizen_whose_name_has_changed_is_found_by_the_new_one_alone()
    {
        await ExecuteAsync("update citizens set family_name = 'Test Nyborg'");
        Assert.Single(await FindAsync("nyborg"));
        Assert.Empty(await FindAsync("dahl"));
        await ExecuteAsync("update citizens set protection = 'nameAndAddress'");
        Assert.Single(await FindAsync("nyborg"));
    }

    [Fact]
    public async Task A_name_with_the_same_word_twice_is_one_citizen()
    {
        await ExecuteAsync("update citizens set given_name = 'Anna Anna', family_name = 'Annasen'");
        Assert.Single(await FindAsync("an"));
        Assert.Single(await FindAsync("anna annas"));
    }

    [Fact]
    public async Task There_are_fifty_on_a_page_in_the_order_of_the_names()
    {
        await ExecuteAsync(
            """
            insert into citizens (id, cpr_cipher, cpr_index, given_name, family_name, birth_date)
            select gen_random_uuid(), decode(md5(n::text), 'hex'), decode(md5(n::text) || md5(n::text), 'hex'), 'Ulla', 'Test ' || to_char(n, 'FM000'), '1980-01-01'
            from generate_series(1, 60) n
            """);
        await ExecuteAsync("insert into citizen_relations (citizen_id, area) select id, 'SIU' from citizens where given_name = 'Ulla'");
        var first = await SendAsync(Maja, new SearchCitizens(null, "ulla test"));
        var second = await SendAsync(Maja, new SearchCitizens(null, "ulla test", Page: 2));
        Assert.Equal((50, true, 10, false), (first.Rows.Count, first.HasMore, second.Rows.Count, second.HasMore));
        Assert.Equal(Enumerable.Range(1, 60).Select(n => $"Ulla Test {n:000}"), first.Rows.Concat(second.Rows).Select(row => row.Name));
    }

    [Fact]
    public async Task Whatever_word_is_rarest_and_first_those_are_found_who_have_them_all_and_are_one_s_own()
    {
        string[] given = ["Anna", "Anders", "Ann Bo", "Bo", "Bodil", "Carl"], family = ["Test Ager", "Test Agger", "Ager Bo", "Bodilsen", "Carlsen", "Andersen"];
        await ExecuteAsync(
            """
            insert into citizens (id, cpr_cipher, cpr_index, given_name, family_name, birth_date)
            select gen_random_uuid(), decode(md5(g || f), 'hex'), decode(md5(g || f) || md5(g || f), 'hex'), g, f, '1980-01-01'
            from unnest($1) g, unnest($2) f
            """,
            given, family);
        await ExecuteAsync(
            "insert into citizen_relations (citizen_id, area) select id, case when length(given_name || family_name) % 2 = 0 then 'SIU' else 'KOF' end from citizens where birth_date = '1980-01-01'");
        var own = (from g in given from f in family where (g + f).Length % 2 == 0 select $"{g} {f}").ToList();
        string[][] asked =
        [
            ["an"], ["bo"], ["ager"], ["anna", "ager"], ["an", "bo", "ag"], ["bodil", "bodil"], ["carl", "c"], ["a", "test"], ["carl", "bodils"], ["an", "agg", "test"],
        ];
        foreach (var words in asked)
        {
            var expected = own.Where(name => words.All(word => name.Split(' ').Any(part => part.StartsWith(word, StringComparison.OrdinalIgnoreCase)))).Order(StringComparer.Ordinal);
            foreach (var text in new[] { string.Join(' ', words), string.Join(' ', words.Reverse()) })
            {
                var found = await SendAsync(Maja, new SearchCitizens(null, text, new DateOnly(1980, 1, 1), Size: 200));
                Assert.Equal(expected, found.Rows.Select(row => row.Name).Order(StringComparer.Ordinal));
                // By the sound there may be more; whoever has the letters stands first.
                var heard = await SendAsync(Maja, SearchCitizens.For(text) with { BirthDate = new DateOnly(1980, 1, 1), Size = 200 });
                Assert.Equal(expected, heard.Rows.Take(found.Rows.Count).Select(row => row.Name).Order(StringComparer.Ordinal));
                Assert.All(heard.Rows, row => Assert.Contains(row.Name, own));
            }
        }
    }

    private async Task<IReadOnlyList<SearchCitizens.Row>> FindAsync(string text) => (await SendAsync(Maja, SearchCitizens.For(text))).Rows;
}
