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
    public async Task Every_word_must_begin_a_part_of_the_name(string asked) => Assert.Empty(await FindAsync(asked));

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

    private async Task<IReadOnlyList<SearchCitizens.Row>> FindAsync(string text) => (await SendAsync(Maja, SearchCitizens.For(text))).Rows;
}
