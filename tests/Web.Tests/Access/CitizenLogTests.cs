using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Web.Demonstration;
using Sammenhaeng.Web.Tests.Pages;
using Xunit;

namespace Sammenhaeng.Web.Tests.Access;

/// <summary>
/// Whatever is shown of a citizen can be read in the list of who has looked: all of it, and soon. A hundred lookups each time;
/// <c>./dev prove citizenlog</c> makes 5,000.
/// </summary>
public sealed class CitizenLogTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private static readonly int Lookups = Environment.GetEnvironmentVariable("SAMMENHAENG_CITIZENLOG") == "all" ? 5_000 : 100;

    private static readonly (string Path, string What)[] Places =
    [
        ("/borgere/{karina}/plan", "OpenSharedPlan"),
        ("/borgere/{karina}/tidslinje", "OpenSharedPlan"),
        ("/borgere/{karina}/team", "OpenSharedPlan"),
        ("/borgere/{karina}/koordinator", "OpenCoordination"),
        ("/konflikter/{conflict}", "OpenConflict"),
        ("/", "OpenMyDay"),
        ("/borgere", "ListMyCitizens"),
        ("/konflikter", "ListConflicts"),
    ];

    [Fact]
    public async Task Every_lookup_is_in_the_citizen_s_log_within_a_minute()
    {
        await using var host = new CitizensHost();
        var run = await RunAsync(host, Lookups);
        Assert.Empty(run.Missing);
        Assert.Equal(Lookups, run.Took.Count);
        var p99 = run.Took.Order().ElementAt((int)(run.Took.Count * 0.99) - 1);
        Assert.True(p99 <= Bound, $"p99 {p99}");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Lookups} lookups, 0 missing, visible after p50 {Median(run.Took):0} ms, p99 {p99.TotalMilliseconds:0} ms"));
    }

    /// <summary>The fault that must be found: something is shown, and nobody wrote it down.</summary>
    [Fact]
    public async Task A_lookup_that_is_not_written_down_is_found()
    {
        await using var host = new ForgetfulHost();
        Assert.Contains("OpenConflict", (await RunAsync(host, 40)).Missing);
    }

    private sealed record Run(List<TimeSpan> Took, List<string> Missing);

    private static double Median(List<TimeSpan> took) => took.Order().ElementAt(took.Count / 2).TotalMilliseconds;

    private static async Task<Run> RunAsync(CitizensHost host, int lookups)
    {
        await ((IAsyncLifetime)host).InitializeAsync();
        var conflict = await host.ConflictAsync("appointment.overlap:A4+A5");
        var maja = await host.SignInAsync("demo-maja");
        using var client = await host.ConnectAsync();
        await host.Database.ExecuteAsync("update users set roles = $1 where subject = $2", (string[])[Roles.Machine, Roles.DataProtection], DemonstrationClients.Id);
        var run = new Run([], []);
        var random = new Random(lookups);
        for (var i = 0; i < lookups; i++)
        {
            var (path, what) = Places[random.Next(Places.Length)];
            var before = await NewestAsync(host, client, what);
            using (var answer = await maja.GetAsync(path.Replace("{karina}", host.Karina.ToString(), StringComparison.Ordinal).Replace("{conflict}", conflict.ToString(), StringComparison.Ordinal)))
            {
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            }
            var since = Stopwatch.GetTimestamp();
            if (await IsThereAsync(before, () => NewestAsync(host, client, what), host is ForgetfulHost ? TimeSpan.FromMilliseconds(300) : Bound))
            {
                run.Took.Add(Stopwatch.GetElapsedTime(since));
            }
            else
            {
                run.Missing.Add(what);
            }
        }
        return run;
    }

    private static async Task<bool> IsThereAsync(string? before, Func<Task<string?>> newest, TimeSpan patience)
    {
        var since = Stopwatch.GetTimestamp();
        do
        {
            if (await newest() is { } found && found != before)
            {
                return true;
            }
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        while (Stopwatch.GetElapsedTime(since) < patience);
        return false;
    }

    /// <summary>The newest entry of this kind among the last hundred, by the way that others ask.</summary>
    private static async Task<string?> NewestAsync(CitizensHost host, HttpClient client, string what)
    {
        var address = $"/api/v1/citizens/{host.Karina}/accesses";
        for (var pages = 0; pages < 2 && address is not null; pages++)
        {
            using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
            using var rows = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            foreach (var row in rows.RootElement.EnumerateArray().Where(row => row.GetProperty("what").GetString() == what))
            {
                return row.GetProperty("id").GetString();
            }
            address = answer.Headers.TryGetValues("Link", out var link) ? link.Single()[1..link.Single().IndexOf('>', StringComparison.Ordinal)] : null;
        }
        return null;
    }

    private sealed class ForgetfulHost : CitizensHost
    {
        protected override void Change(IServiceCollection services)
        {
            var usual = services.Single(service => service.ServiceType == typeof(IAccessLog));
            services.Replace(ServiceDescriptor.Scoped<IAccessLog>(provider => new Forgetful(
                (IAccessLog)ActivatorUtilities.CreateInstance(provider, usual.ImplementationType!))));
        }

        private sealed class Forgetful(IAccessLog log) : IAccessLog
        {
            public Task WriteAsync(AccessEntry entry, CancellationToken cancellationToken) =>
                entry.What == "OpenConflict" ? Task.CompletedTask : log.WriteAsync(entry, cancellationToken);

            public Task WriteWithNextAsync(AccessEntry entry, CancellationToken cancellationToken) => WriteAsync(entry, cancellationToken);
        }
    }
}
