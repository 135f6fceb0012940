using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Keys;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Infrastructure.CourseDocuments;
using Sammenhaeng.Infrastructure.Keys;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Keys;

/// <summary>Marks of CPR numbers get one key more, while everybody goes on working.</summary>
public sealed class TurnMarksTests : IAsyncLifetime
{
    private const string Karina = "1403849902";
    private const string Son = "0101129901";

    private readonly OwnKeys _database = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        foreach (var name in new[] { "karina", "jonas", "poul" })
        {
            await _database.ImportCaseAsync(name);
        }
        Assert.Equal(0, (await ImportAsync(_database.Services, Cases.KarinaWithHerSonsNumber(Son))).Rejected);
        await _database.ExecuteAsync(
            """
            insert into users (id, subject, name, roles, active, revision) values (gen_random_uuid(), 'nabo', 'Test Nabo', '{caseworker}', true, 1);
            insert into close_relations (user_id, cpr_index, kind) select u.id, c.cpr_index, 'close' from users u, citizens c where u.subject = 'nabo' and c.given_name = 'Karina';
            insert into well_known_people (cpr_index, told_by) select c.cpr_index, u.id from users u, citizens c where u.subject = 'nabo' and c.given_name = 'Karina';
            insert into confirmed_relatives (citizen_id, source, person_id, cpr_index, portal, has_custody, is_guardian, confirmed_by)
            select n.citizen_id, n.source, n.id, n.cpr_index, n.portal, n.custody_holder, false, u.id from network_members n, users u where n.cpr_index is not null and u.subject = 'nabo'
            """);
        Assert.NotNull(await _database.Services.GetRequiredService<IPrivatePersons>().AtTheDoorAsync(Cpr.Parse(Karina), Stop));
        await _database.ACaseworkerAsync("dorte", "AHL");
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private TurnMarks Turn => _database.Services.GetRequiredService<TurnMarks>();

    [Fact]
    public async Task While_documents_come_in_all_marks_get_one_key_more_and_everybody_is_still_found_and_found_once()
    {
        await using var other = _database.BuildServices();
        var before = await MarksAsync();
        var (people, joined) = (await _database.ScalarAsync<long>("select count(*) from citizens"), await JoinedAsync());
        Assert.Equal(4, joined);
        using var over = new CancellationTokenSource();
        var coming = ComeInAsync(other, over.Token);

        Assert.Equal(1, (await Turn.RunAsync(Stop)).Layers);
        Assert.Equal(2, (await Turn.RunAsync(Stop)).Layers);
        await over.CancelAsync();
        Assert.True(await coming > 0);

        Assert.Equal(people, await _database.ScalarAsync<long>("select count(*) from citizens"));
        Assert.Empty(before.Intersect(await MarksAsync()));
        Assert.Equal(joined, await JoinedAsync());
        foreach (var services in (IServiceProvider[])[_database.Services, other])
        {
            Assert.Single(await SearchAsync(services, Karina));
            Assert.Equal((0, 1), await AnswerAsync(services, Cases.KarinaWithHerSonsNumber(Son)));
            Assert.NotNull(await services.GetRequiredService<IPrivatePersons>().AtTheDoorAsync(Cpr.Parse(Karina), Stop));
        }
        Assert.Equal(1, await _database.ScalarAsync<long>("select count(*) from private_persons"));
        Assert.Equal(Son, await NumberOfTheSonAsync());
    }

    [Fact]
    public async Task What_fails_on_the_way_has_changed_nothing_and_the_next_attempt_takes_the_same_key()
    {
        var before = await MarksAsync();
        await _database.ExecuteAsync(
            """
            create function break_off() returns trigger language plpgsql as $$ begin raise exception 'test'; end $$;
            create trigger break_off before update on well_known_people for each row execute function break_off()
            """);
        await Assert.ThrowsAsync<PostgresException>(() => Turn.RunAsync(Stop));
        Assert.Equal(before, await MarksAsync());
        Assert.Equal(0, await _database.ScalarAsync<int>("select layers from cpr_marks"));
        Assert.Single(Ring.MarkKeys!);
        Assert.Single(await SearchAsync(_database.Services, Karina));

        await _database.ExecuteAsync("drop trigger break_off on well_known_people");
        await Turn.RunAsync(Stop);
        Assert.Single(Ring.MarkKeys!);
        Assert.Single(await SearchAsync(_database.Services, Karina));
    }

    [Fact]
    public async Task A_mark_that_has_been_made_is_good_until_its_transaction_ends()
    {
        await using var connection = await _database.Owner.OpenConnectionAsync(Stop);
        await using var transaction = await connection.BeginTransactionAsync(Stop);
        Assert.Equal(0, await MarkLayers.ReadAsync(connection, Stop));
        var turning = Turn.RunAsync(Stop);
        Assert.NotSame(turning, await Task.WhenAny(turning, Task.Delay(500, Stop)));
        await transaction.CommitAsync(Stop);
        Assert.Equal(1, (await turning).Layers);
    }

    [Fact]
    public async Task A_ring_without_the_new_key_is_refused_and_nobody_is_made_twice()
    {
        var old = JsonSerializer.Serialize(Ring with { MarkKeys = null }, JsonSerializerOptions.Web);
        await Turn.RunAsync(Stop);
        await using var other = _database.BuildServices();
        await File.WriteAllTextAsync(_database.RingPath, old, Stop);
        var people = await _database.ScalarAsync<long>("select count(*) from citizens");
        await Assert.ThrowsAsync<KeyRingException>(() => SearchAsync(other, Karina));
        await Assert.ThrowsAnyAsync<Exception>(() => ImportAsync(other, Cases.KarinaWithHerSonsNumber(Son)));
        Assert.Equal(people, await _database.ScalarAsync<long>("select count(*) from citizens"));
    }

    [Theory]
    [InlineData("update cpr_marks set layers = 0")]
    [InlineData("update cpr_marks set layers = layers + 2")]
    [InlineData("delete from cpr_marks")]
    [InlineData("update confirmed_relatives set portal = 'full'")]
    [InlineData("update confirmed_relatives set cpr_index = decode(repeat('00', 32), 'hex')")]
    [InlineData("delete from confirmed_relatives")]
    public async Task The_count_of_keys_only_grows_and_what_was_confirmed_stays(string change) =>
        Assert.Equal(PostgresErrorCodes.RestrictViolation, (await Assert.ThrowsAsync<PostgresException>(() => _database.ExecuteAsync(change))).SqlState);

    private KeyRing Ring => KeyRing.Open(_database.RingPath, createIfMissing: false);

    private static async Task<int> ComeInAsync(ServiceProvider services, CancellationToken end)
    {
        var came = 0;
        for (; !end.IsCancellationRequested; came++)
        {
            Assert.Equal((0, 1), await AnswerAsync(services, Cases.KarinaWithHerSonsNumber(Son)));
        }
        return came;
    }

    private async Task<string[]> MarksAsync() => (await _database.ScalarAsync<string[]>(
        $"select array_agg(encode(cpr_index, 'hex') order by 1) from ({string.Join(" union ", TurnMarks.Tables.Select(table => $"select cpr_index from {table} where cpr_index is not null"))}) m"))!;

    /// <summary>How often marks of different tables are one person's.</summary>
    private Task<long> JoinedAsync() => _database.ScalarAsync<long>(
        """
        select (select count(*) from close_relations r join citizens c using (cpr_index)) + (select count(*) from well_known_people w join citizens c using (cpr_index))
            + (select count(*) from confirmed_relatives r join network_members n on n.id = r.person_id and n.source = r.source and n.cpr_index = r.cpr_index)
            + (select count(*) from private_persons p join citizens c using (cpr_index))
        """);

    private static async Task<IReadOnlyList<SearchCitizens.Row>> SearchAsync(IServiceProvider services, string cpr)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.WithSubject("dorte", "test"));
        return (await scope.ServiceProvider.GetRequiredService<ISender>().Send(new SearchCitizens(cpr, null), Stop)).Rows;
    }

    private static async Task<ImportAnswer> ImportAsync(IServiceProvider services, byte[] document)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.System("test"));
        using var content = new MemoryStream(document);
        return (await scope.ServiceProvider.GetRequiredService<ISender>().Send(new ImportDocuments(content, DocumentFormat.One, ImportOrigin.Console), Stop)).Value;
    }

    private static async Task<(long Rejected, long Unchanged)> AnswerAsync(IServiceProvider services, byte[] document)
    {
        var answer = await ImportAsync(services, document);
        return (answer.Rejected, answer.Unchanged);
    }

    private async Task<string> NumberOfTheSonAsync()
    {
        await using var select = _database.Owner.CreateCommand(
            "select n.cpr_cipher, c.cpr_index, n.source, n.id from network_members n join citizens c on c.id = n.citizen_id where n.cpr_cipher is not null");
        await using var reader = await select.ExecuteReaderAsync(Stop);
        Assert.True(await reader.ReadAsync(Stop));
        return System.Text.Encoding.ASCII.GetString(_database.Services.GetRequiredService<ISealing>().Open(
            reader.GetFieldValue<byte[]>(0), NetworkCprs.PlaceOf(reader.GetFieldValue<byte[]>(1), reader.GetString(2), reader.GetString(3))));
    }
}
