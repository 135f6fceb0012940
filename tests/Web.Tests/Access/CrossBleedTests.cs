using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Testing;
using Sammenhaeng.Web.Demonstration;
using Xunit;

namespace Sammenhaeng.Web.Tests.Access;

/// <summary>
/// Sixty-four sessions at once on four connections, with callers who hang up and connections that are cut: nobody gets another's
/// citizen. Each citizen's name holds a mark that nobody else's does. A thousand answers each time; <c>./dev prove crossbleed</c>
/// takes 100,000.
/// </summary>
public sealed partial class CrossBleedTests
{
    private const int Sessions = 64;
    private const int AnswersBetweenCuts = 20;

    private static readonly int Answers = Environment.GetEnvironmentVariable("SAMMENHAENG_CROSSBLEED") == "all" ? 100_000 : 1_000;

    [Fact]
    public async Task Of_many_at_once_nobody_is_answered_with_anothers_citizen()
    {
        await using var host = new Host();
        var run = await RunAsync(host, Answers);
        Assert.Empty(run.Foreign);
        Assert.True(run.Full > Answers / 2, $"too few showed the citizen that was asked for: {run}");
        Assert.True(run.Denied > Answers / 20 && run is { HungUp: > 0, Cut: > 0, Unnamed: > 0 }, run.ToString());
        TestContext.Current.TestOutputHelper?.WriteLine($"{Sessions} sessions on {Host.Pool} connections: {run}");
    }

    /// <summary>The fault that must be found: who asks is told to the connection, and the pool is not made to forget it.</summary>
    [Fact]
    public async Task An_identity_that_outlives_its_transaction_is_found()
    {
        await using var host = new LeakingHost();
        Assert.NotEmpty((await RunAsync(host, 500)).Foreign);
    }

    private sealed class Run
    {
        public ConcurrentBag<string> Foreign { get; } = [];
        public int Answered;
        public int Full;
        public int Denied;
        public int Failed;
        public int HungUp;
        public int Cut;
        public int Unnamed;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"{Answered:N0} answers ({Full:N0} with the own citizen, {Denied:N0} denied, {Failed:N0} failed), {HungUp:N0} callers hung up, {Cut:N0} connections cut, {Unnamed:N0} questions by nobody, {Foreign.Count} foreign marks");
    }

    private static async Task<Run> RunAsync(Host host, int answers)
    {
        await ((IAsyncLifetime)host).InitializeAsync();
        var people = await PrepareAsync(host.Database);
        var run = new Run();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var browsers = new List<Browser>();
        for (var number = 0; number < Sessions; number++)
        {
            browsers.Add(await host.SignInAsync(people[number % people.Count].Subject));
        }
        var disturbing = Task.WhenAll(CutAsync(host, run, end.Token), AskAsNobodyAsync(host, run, end.Token));
        await Task.WhenAll(Enumerable.Range(0, Sessions).Select(number => Task.Run(async () =>
        {
            var person = people[number % people.Count];
            using var browser = browsers[number];
            var random = new Random(number);
            while (Volatile.Read(ref run.Answered) < answers)
            {
                await AskAsync(browser, person, people[random.Next(people.Count)], random, run);
            }
        })));
        await end.CancelAsync();
        await disturbing;
        return run;
    }

    private sealed record Person(string Subject, Guid Citizen, string Mark);

    /// <summary>Each person coordinates one citizen, and works with no other.</summary>
    private static async Task<List<Person>> PrepareAsync(Database database)
    {
        var people = new List<Person>();
        foreach (var one in DemonstrationPeople.All.Where(one => one.Roles.Contains(Roles.Caseworker)))
        {
            var mark = $"kanarie-{Guid.NewGuid():N}";
            var citizen = await database.ACitizenAsync($"{mark} Test");
            await database.ExecuteAsync(
                """
                insert into coordinator_assignments (id, citizen_id, user_id, person_id, name, kind, state, period_from, citizen_chose, mandate, proposed_at, revision)
                select gen_random_uuid(), $1, id, id, name, 'main', 'active', '2026-01-01', false, '{}', now(), 1 from users where subject = $2
                """,
                citizen.Value, one.Subject);
            people.Add(new Person(one.Subject, citizen.Value, mark));
        }
        return people;
    }

    private static async Task AskAsync(Browser browser, Person person, Person other, Random random, Run run)
    {
        var address = random.Next(6) switch
        {
            0 => "/",
            1 => "/borgere?vis=koordinerer",
            2 => $"/borgere/{other.Citizen}/plan",
            3 => $"/borgere/{person.Citizen}/konflikter",
            _ => $"/borgere/{person.Citizen}/plan",
        };
        using var hangUp = new CancellationTokenSource();
        if (random.Next(12) == 0)
        {
            hangUp.CancelAfter(random.Next(1, 30));
        }
        try
        {
            using var answer = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Get, address), hangUp.Token);
            var text = await answer.Content.ReadAsStringAsync(hangUp.Token);
            Count(answer.StatusCode, text, person, run);
        }
        catch (OperationCanceledException) when (hangUp.IsCancellationRequested)
        {
            Interlocked.Increment(ref run.HungUp);
        }
        catch (HttpRequestException) when (hangUp.IsCancellationRequested)
        {
            Interlocked.Increment(ref run.HungUp);
        }
    }

    private static void Count(HttpStatusCode status, string text, Person person, Run run)
    {
        Interlocked.Increment(ref run.Answered);
        foreach (Match mark in Mark().Matches(text))
        {
            if (mark.Value != person.Mark)
            {
                run.Foreign.Add($"{person.Subject} got another's mark with {(int)status}");
            }
        }
        if (text.Contains(person.Mark, StringComparison.Ordinal))
        {
            Interlocked.Increment(ref run.Full);
        }
        else if (status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            Interlocked.Increment(ref run.Denied);
        }
        else if ((int)status >= 500)
        {
            Interlocked.Increment(ref run.Failed);
        }
    }

    /// <summary>
    /// Connections of the requests are cut in the middle of whatever they are doing: one for every so many answers, so that a slow
    /// machine is not left with nothing but cuts.
    /// </summary>
    private static async Task CutAsync(Host host, Run run, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await Task.Delay(5, CancellationToken.None);
            if (Volatile.Read(ref run.Answered) < AnswersBetweenCuts * (run.Cut + 1))
            {
                continue;
            }
            run.Cut += (int)await host.Database.ScalarAsync<long>(
                """
                select count(*) from (select case when random() < 0.5 then pg_terminate_backend(pid) else pg_cancel_backend(pid) end
                    from pg_stat_activity where datname = current_database() and application_name = 'sammenhaeng' and state <> 'idle'
                    order by random() limit 1) cut
                """);
        }
    }

    /// <summary>Somewhere somebody has forgotten to say who asks: the connection that the pool hands out must know of nobody.</summary>
    private static async Task AskAsNobodyAsync(Host host, Run run, CancellationToken end)
    {
        var source = host.Services.GetRequiredService<NpgsqlDataSource>();
        while (!end.IsCancellationRequested)
        {
            try
            {
                await using var ask = source.CreateCommand("select given_name from citizens");
                await using var answer = await ask.ExecuteReaderAsync(CancellationToken.None);
                run.Unnamed++;
                while (await answer.ReadAsync(CancellationToken.None))
                {
                    run.Foreign.Add("nobody was shown somebody");
                }
            }
            catch (NpgsqlException)
            {
                // Cut off, or no connection to be had for now.
            }
            await Task.Delay(5, CancellationToken.None);
        }
    }

    [GeneratedRegex("kanarie-[0-9a-f]{32}")]
    private static partial Regex Mark();

    private class Host : WebHost
    {
        public const int Pool = 4;

        protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
            [KeyValuePair.Create("ConnectionStrings:Sammenhaeng", (string?)ConnectionString)];

        protected string ConnectionString => new NpgsqlConnectionStringBuilder(Database.ConnectionString) { MaxPoolSize = Pool, Timeout = 60 }.ConnectionString;
    }

    private sealed class LeakingHost : Host, IAsyncLifetime
    {
        async ValueTask IAsyncLifetime.InitializeAsync()
        {
            await PrepareAsync();
            await Database.ExecuteAsync(
                """
                create schema leaky;
                grant usage on schema leaky to sammenhaeng_web, sammenhaeng_job;
                create function leaky.set_config(name text, value text, for_this_transaction boolean) returns text language sql as
                    'select pg_catalog.set_config(name, value, false)';
                """);
        }

        protected override void Change(IServiceCollection services) => services.AddSingleton(_ => NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(ConnectionString)
            {
                Options = "-c role=sammenhaeng_web -c search_path=leaky,public,pg_catalog",
                ApplicationName = "sammenhaeng",
                NoResetOnClose = true,
            }));
    }
}
