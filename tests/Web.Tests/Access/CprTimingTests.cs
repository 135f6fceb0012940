using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Web.Tests.Access;

/// <summary>
/// Whoever looks a CPR number up cannot tell a citizen whom they may not see from one who is not here: not from the answer, and not from the
/// time it takes. Forty lookups of each here, where the machine does other things and time is not judged; <c>./dev prove timing</c> makes 5,000.
/// </summary>
public sealed class CprTimingTests
{
    private const int Numbers = 100;

    private static readonly int? Proof = Environment.GetEnvironmentVariable("SAMMENHAENG_TIMING") == "all" ? 5_000 : null;

    [Fact]
    public async Task A_citizen_whom_one_may_not_see_and_one_who_is_not_here_are_answered_alike()
    {
        await using var host = new Host();
        var (hidden, absent) = await MeasureAsync(host, Proof ?? 40);
        if (Proof is null)
        {
            return;
        }
        var (difference, p) = Compare(hidden, absent);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{hidden.Count} lookups of each: median {Median(hidden):0.000} and {Median(absent):0.000} ms, {difference:P2} apart, p {p:0.000}"));
        Assert.InRange(difference, 0, 0.02);
        Assert.True(p > 0.01, $"p {p}");
    }

    /// <summary>The fault that must be found: to know somebody takes a little longer.</summary>
    [Fact]
    public async Task A_lookup_that_takes_longer_for_somebody_who_is_here_is_found()
    {
        await using var host = new SlowHost();
        var (hidden, absent) = await MeasureAsync(host, Proof ?? 60);
        var (difference, p) = Compare(hidden, absent);
        Assert.True(difference > 0.02 && p < 0.01, $"{difference:P2} apart, p {p}");
    }

    private static async Task<(List<double> Hidden, List<double> Absent)> MeasureAsync(Host host, int lookups)
    {
        await ((IAsyncLifetime)host).InitializeAsync();
        await host.FillAsync();
        using var client = await host.ConnectAsync();
        var (hidden, absent) = (new List<double>(), new List<double>());
        for (var i = -200; i < lookups; i++)
        {
            // By turns, and the first of each pair by turns too.
            var (a, b) = (Host.Number(1970, i & 63), Host.Number(1971, i & 63));
            var (first, second) = i % 2 == 0 ? (a, b) : (b, a);
            var (one, two) = (await AskAsync(client, first), await AskAsync(client, second));
            Assert.Equal(one.Answer, two.Answer);
            if (i >= 0)
            {
                hidden.Add(i % 2 == 0 ? one.Took : two.Took);
                absent.Add(i % 2 == 0 ? two.Took : one.Took);
            }
        }
        return (hidden, absent);
    }

    private static async Task<(string Answer, double Took)> AskAsync(HttpClient client, Cpr cpr)
    {
        using var body = new StringContent($$"""{"cpr":"{{cpr.Digits}}"}""", System.Text.Encoding.UTF8, "application/json");
        var since = Stopwatch.GetTimestamp();
        using var answer = await client.PostAsync("/api/v1/citizens/search", body, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ($"{answer.StatusCode} {answer.Content.Headers.ContentType} {text}", Stopwatch.GetElapsedTime(since).TotalMilliseconds);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>How far the medians lie apart, and how likely such a difference of ranks is where there is none (Mann–Whitney, two-sided).</summary>
    private static (double Difference, double P) Compare(List<double> one, List<double> other)
    {
        var ranks = one.Select(value => (value, true)).Concat(other.Select(value => (value, false))).Order().Select((found, index) => (found.Item2, Rank: index + 1.0));
        double n = one.Count, m = other.Count;
        var u = ranks.Where(found => found.Item1).Sum(found => found.Rank) - (n * (n + 1) / 2);
        var z = Math.Abs(u - (n * m / 2)) / Math.Sqrt(n * m * (n + m + 1) / 12);
        return (Math.Abs(Median(one) - Median(other)) / Median(other), Complement(z / Math.Sqrt(2)));
    }

    /// <summary>1 − erf(x) for x ≥ 0, to seven digits (Abramowitz and Stegun 7.1.26).</summary>
    private static double Complement(double x)
    {
        var t = 1 / (1 + (0.3275911 * x));
        return t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429)))))))) * Math.Exp(-x * x);
    }

    private class Host : WebHost
    {
        public static Cpr Number(int year, int serial) => Cpr.Parse($"{new DateOnly(year, 1, 1).AddDays(serial):ddMMyy}9901");

        /// <summary>People of an area in which the client does nothing.</summary>
        public async Task FillAsync()
        {
            var protection = Database.Services.GetRequiredService<ICprProtection>();
            for (var serial = 0; serial < Numbers; serial++)
            {
                var (id, cpr) = (CitizenId.New(), Number(1970, serial));
                await Database.ExecuteAsync(
                    "insert into citizens (id, cpr_cipher, cpr_index, given_name, family_name, birth_date) values ($1, $2, $3, 'Test', 'Skjult', '1970-01-01')",
                    id.Value, protection.Encrypt(cpr, id), protection.IndexOf(cpr));
                await Database.APlanAsync(id, "AHL");
            }
            await Database.ExecuteAsync("analyze");
        }
    }

    private sealed class SlowHost : Host
    {
        protected override void Change(IServiceCollection services)
        {
            var usual = services.Single(service => service.ServiceType == typeof(ICprProtection));
            services.Replace(ServiceDescriptor.Singleton<ICprProtection>(provider => new Slow(
                (ICprProtection)(usual.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, usual.ImplementationType!)))));
        }

        private sealed class Slow(ICprProtection real) : ICprProtection
        {
            private static readonly HashSet<string> Known = [.. Enumerable.Range(0, Numbers).Select(serial => Number(1970, serial).Digits)];

            // A tenth of the time of a lookup where it is measured well; more where other tests run beside it.
            private static readonly TimeSpan Longer = Proof is null ? TimeSpan.FromMilliseconds(10) : TimeSpan.FromMilliseconds(0.3);

            public byte[] IndexOf(Cpr cpr)
            {
                var since = Stopwatch.GetTimestamp();
                while (Known.Contains(cpr.Digits) && Stopwatch.GetElapsedTime(since) < Longer)
                {
                    Thread.SpinWait(50);
                }
                return real.IndexOf(cpr);
            }

            public byte[] Encrypt(Cpr cpr, CitizenId citizen) => real.Encrypt(cpr, citizen);

            public Cpr Decrypt(byte[] cipher, CitizenId citizen) => real.Decrypt(cipher, citizen);
        }
    }
}
