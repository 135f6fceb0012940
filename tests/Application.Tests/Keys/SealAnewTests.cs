using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Keys;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Infrastructure.Keys;
using Sammenhaeng.Infrastructure.SignIn;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Keys;

public sealed class SealAnewTests(OwnKeys database) : IClassFixture<OwnKeys>
{
    /// <summary>Columns of bytes that are not sealed: marks, hashes and proofs, of no use without the key, and what is published.</summary>
    private static readonly string[] NotSealed =
    [
        "access_log_seals.leaves", "access_log_seals.leaves_hash", "access_log_seals.previous", "access_log_seals.root", "access_log_seals.signature",
        "citizens.cpr_index", "close_relations.cpr_index", "confirmed_relatives.cpr_index", "course_sources.last_document_hash", "idempotency_keys.request_hash", "key_ring_marks.mark", "log_draws.seed",
        "network_members.cpr_index", "private_persons.cpr_index", "rejected_documents.body_hash", "well_known_people.cpr_index",
    ];

    private SealAnew Seals => database.Services.GetRequiredService<SealAnew>();

    [Fact]
    public async Task While_documents_come_in_a_new_key_is_taken_for_all_that_lies_sealed_and_the_old_one_forgotten()
    {
        await using var other = database.BuildServices();
        await FillAsync(1_200);
        var before = await PlainAsync();

        Assert.Equal(Seals.CurrentKey, Seals.TakeNewKey() - 1);
        var (old, current) = (Seals.CurrentKey - 1, Seals.CurrentKey);
        var others = Task.WhenAll(ImportCasesAsync(), AddAsync(100), AddAsync(100));
        var refused = await Assert.ThrowsAsync<KeyRingException>(() => Seals.ForgetKeyAsync(old, TestContext.Current.CancellationToken));
        Assert.Contains("still sealed", refused.Message, StringComparison.Ordinal);
        var told = new List<SealAnewProgress>();
        await Seals.AllAsync(new Told(told), TestContext.Current.CancellationToken);
        await others;
        await Seals.AllAsync(null, TestContext.Current.CancellationToken);

        Assert.Equal(told.Max(one => one.Of), told[^1].Of);
        Assert.True(told.Count > SealedColumn.All.Count, "There was no progress to be seen.");
        var counts = await Seals.CountAsync(TestContext.Current.CancellationToken);
        Assert.All(counts, one => Assert.Equal(current, one.Key));
        Assert.Equal(SealedColumn.All.Select(column => column.Name), counts.Select(one => one.Column));
        await Seals.ForgetKeyAsync(old, TestContext.Current.CancellationToken);
        var after = await PlainAsync();
        Assert.All(before, one => Assert.Equal(one.Value, after[one.Key]));
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from (select cpr_index from citizens group by 1 having count(*) > 1) twice"));
        Assert.All(new SessionKeys(database.Owner, other.GetRequiredService<ISealing>()).GetAllElements(), key => Assert.NotEmpty(key.ToString()));
        await Assert.ThrowsAsync<KeyRingException>(() => Seals.ForgetKeyAsync(current, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Stopped_anywhere_it_goes_on_where_it_was()
    {
        await using var own = new OwnKeys();
        await own.InitializeAsync();
        for (var i = 0; i < 1_200; i++)
        {
            await own.ACitizenAsync();
        }
        var seals = own.Services.GetRequiredService<SealAnew>();
        var current = seals.TakeNewKey();
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => seals.AllAsync(new StopAfter(stop, 500), stop.Token));
        var half = await seals.CountAsync(TestContext.Current.CancellationToken);
        var left = half.Single(one => one.Column == "citizens.cpr_cipher" && one.Key != current).Values;
        Assert.InRange(left, 1, 1_199);

        // What another job had left is taken up in the night.
        await seals.RunAsync(TestContext.Current.CancellationToken);
        Assert.All(await seals.CountAsync(TestContext.Current.CancellationToken), one => Assert.Equal(current, one.Key));
        Assert.Equal(0, await seals.AllAsync(null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Every_column_of_marks_is_turned() =>
        Assert.Equal(NotSealed.Where(column => column.EndsWith(".cpr_index", StringComparison.Ordinal)).Order(StringComparer.Ordinal), TurnMarks.Tables.Select(table => table + ".cpr_index").Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_column_of_bytes_is_sealed_or_known_to_be_something_else()
    {
        var columns = await database.ScalarAsync<string[]>(
            """
            select array_agg(c.table_name || '.' || c.column_name order by 1) from information_schema.columns c
            join information_schema.tables t using (table_schema, table_name)
            where c.table_schema = 'public' and c.data_type = 'bytea' and t.table_type = 'BASE TABLE' and c.table_name !~ '^access_log_2'
            """);
        Assert.Equal(
            SealedColumn.All.Select(column => column.Name).Where(name => name != "data_protection_keys.xml").Concat(NotSealed).Order(StringComparer.Ordinal),
            columns.Order(StringComparer.Ordinal));
    }

    private async Task FillAsync(int citizens)
    {
        await ImportCasesAsync();
        await AddAsync(citizens);
        using var withCpr = new MemoryStream(Cases.KarinaWithHerSonsNumber("010112-9901"));
        Assert.Equal(0, (await database.SendAsync(new ImportDocuments(withCpr, DocumentFormat.One, ImportOrigin.Console))).Value.Rejected);
        using var broken = new MemoryStream("{\"documentVersion\":1,\"source\":\"social\",\"area\":\"SIU\"}"u8.ToArray());
        await database.SendAsync(new ImportDocuments(broken, DocumentFormat.One, ImportOrigin.Console));
        new SessionKeys(database.Owner, database.Services.GetRequiredService<ISealing>()).StoreElement(new("key", "hemmelig"), Guid.NewGuid().ToString());
    }

    private async Task ImportCasesAsync()
    {
        foreach (var name in new[] { "karina", "jonas", "poul" })
        {
            await database.ImportCaseAsync(name);
        }
    }

    private async Task AddAsync(int citizens)
    {
        for (var i = 0; i < citizens; i++)
        {
            await database.ACitizenAsync();
        }
    }

    /// <summary>Every CPR number of a citizen, opened.</summary>
    private async Task<Dictionary<Guid, string>> PlainAsync()
    {
        var protection = database.Services.GetRequiredService<ICprProtection>();
        var plain = new Dictionary<Guid, string>();
        await using var select = database.Owner.CreateCommand("select id, cpr_cipher, cpr_index from citizens");
        await using var reader = await select.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var cpr = protection.Decrypt(reader.GetFieldValue<byte[]>(1), CitizenId.From(reader.GetGuid(0)));
            Assert.Equal(reader.GetFieldValue<byte[]>(2), protection.IndexOf(cpr));
            plain.Add(reader.GetGuid(0), cpr.Digits);
        }
        return plain;
    }

    private sealed class Told(List<SealAnewProgress> told) : IProgress<SealAnewProgress>
    {
        public void Report(SealAnewProgress value) => told.Add(value);
    }

    private sealed class StopAfter(CancellationTokenSource stop, long done) : IProgress<SealAnewProgress>
    {
        public void Report(SealAnewProgress value)
        {
            if (value.Done >= done)
            {
                stop.Cancel();
            }
        }
    }
}
