using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Tests.Access;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Infrastructure.Persistence;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Persistence;

public sealed class TransactionsTests : Database
{
    protected override void Add(IServiceCollection services) => services.AddMessaging(typeof(TransactionsTests).Assembly);

    [Fact]
    public async Task The_database_knows_who_is_asking_for_as_long_as_the_request_and_no_longer()
    {
        var users = new List<User>();
        for (var i = 0; i < 8; i++)
        {
            users.Add(await this.ACaseworkerAsync($"user{i}", "AKB"));
        }

        // Ten connections, forty requests at a time: each is used by one user after the other.
        await Task.WhenAll(Enumerable.Range(0, 400).Select(number => Task.Run(async () =>
        {
            var user = users[number % users.Count];
            var seen = await SendAsync(Caller.WithSubject(user.Subject, $"request-{number}"), new WhoAmI());
            Assert.Equal(user.Id.Value.ToString(), seen.Setting);
            Assert.Equal(user.Id, seen.Viewer);
        })));
        Assert.Equal("", await ScalarAsync<string>("select coalesce(current_setting('app.user', true), '')"));
    }

    [Fact]
    public async Task Denials_at_full_load_are_all_written_down_and_nobody_waits_for_a_second_connection()
    {
        var citizen = await this.ACitizenAsync();
        await this.ACaseworkerAsync("mette", "AKB");
        await Task.WhenAll(Enumerable.Range(0, 60).Select(number => Task.Run(() => Assert.ThrowsAsync<AccessDeniedException>(
            () => SendAsync(Caller.WithSubject("mette", $"request-{number}"), new SeeName(citizen))))));
        Assert.Equal(60L, await ScalarAsync<long>("select count(distinct request_id) from access_log where outcome = 'access.relation'"));
    }

    [Fact]
    public async Task Work_that_fell_to_a_deadlock_is_done_again()
    {
        await ExecuteAsync("create table test_rows (id int primary key, value int not null); insert into test_rows values (1, 0), (2, 0)");
        using var bothHoldOne = new Barrier(2);
        var first = new[] { true, true };

        await Task.WhenAll(Enumerable.Range(0, 2).Select(me => Task.Run(() => WriteAsync(async db =>
        {
            var context = (SammenhaengDb)db;
            await context.Database.ExecuteSqlAsync($"update test_rows set value = value + 1 where id = {me + 1}");
            if (first[me])
            {
                first[me] = false;
                bothHoldOne.SignalAndWait(TimeSpan.FromSeconds(20));
            }
            await context.Database.ExecuteSqlAsync($"update test_rows set value = value + 1 where id = {2 - me}");
        }))));
        Assert.Equal(4L, await ScalarAsync<long>("select sum(value) from test_rows"));
    }

    [Fact]
    public async Task Reading_tracks_nothing_and_writing_does()
    {
        await this.ACitizenAsync();
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.System("test"));
        var db = scope.ServiceProvider.GetRequiredService<SammenhaengDb>();
        var transactions = scope.ServiceProvider.GetRequiredService<ITransactions>();
        foreach (var kind in (TransactionKind[])[TransactionKind.Read, TransactionKind.Write])
        {
            await transactions.RunAsync(
                async token =>
                {
                    await db.Citizens.ToListAsync(token);
                    Assert.Equal(kind == TransactionKind.Write ? 1 : 0, db.ChangeTracker.Entries().Count());
                },
                kind,
                TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [InlineData("No Reset On Close=true")]
    [InlineData("Include Error Detail=true")]
    public void A_connection_string_that_would_leak_is_refused(string keyword) =>
        Assert.Throws<InvalidOperationException>(() => DataSource.Settings($"Host=x;{keyword}"));

    [Fact]
    public void What_a_connection_string_does_not_say_is_set_and_what_it_says_stays()
    {
        var settings = DataSource.Settings("Host=x;Maximum Pool Size=7");
        Assert.Equal((7, 5, 15, 30), (settings.MaxPoolSize, settings.Timeout, settings.CommandTimeout, settings.KeepAlive));
        Assert.Contains("timezone=UTC", settings.Options, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "1.1")]
    [InlineData("Options=-c random_page_cost=3", "3")]
    public async Task A_page_found_by_an_index_is_reckoned_cheap_unless_the_connection_string_says_otherwise(string said, string cost)
    {
        await using var source = DataSource.Create($"{ConnectionString};{said}", DatabaseRole.Web);
        await using var command = source.CreateCommand("select current_setting('random_page_cost') || ' ' || current_setting('jit')");
        Assert.Equal($"{cost} off", await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}

[Needs(Permission.UseProduct)]
public sealed record WhoAmI : IQuery<WhoAmI.View>
{
    public sealed record View(string Setting, UserId? Viewer);

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer viewer) : IQueryHandler<WhoAmI, View>
    {
        public async Task<View> Handle(WhoAmI request, CancellationToken cancellationToken) => new(
            await db.Sql<string>($"select current_setting('app.user', true) as \"Value\"").SingleAsync(cancellationToken),
            viewer.Viewer.UserId);
    }
}
