using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Sammenhaeng.Application.Jobs;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Web.Tests.Hosting;

/// <summary>What leaves the house for a collector, read as it goes over the wire.</summary>
public sealed class TelemetryTests(TelemetryTests.Host host) : IClassFixture<TelemetryTests.Host>
{
    [Fact]
    public async Task Traces_and_figures_are_sent_and_tell_of_routes_and_not_of_people()
    {
        var browser = await host.SignInAsync("demo-lene");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/findes-ikke/1403849902?navn=Kanarie");
        request.Headers.UserAgent.ParseAdd("Kanariebrowser/1.0");
        await browser.SendAsync(request);
        await host.Services.GetRequiredService<IJobRuns>().RunOnceAsync(
            "told", Database.Today, _ => Task.FromResult("Kanarieopgave"), TestContext.Current.CancellationToken);
        Assert.True(host.Services.GetRequiredService<TracerProvider>().ForceFlush(60_000));
        Assert.True(host.Services.GetRequiredService<MeterProvider>().ForceFlush(60_000));
        var sent = string.Join('\n', host.Collector.Bodies.Select(body => Encoding.Latin1.GetString(body)));
        Assert.Contains("connect/authorize", sent, StringComparison.Ordinal);
        Assert.Contains("sammenhaeng", sent, StringComparison.Ordinal);
        Assert.Contains("select", sent, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("http.server.request.duration", sent, StringComparison.Ordinal);
        Assert.Contains("sammenhaeng.work.duration", sent, StringComparison.Ordinal);
        Assert.Contains("job:told", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("1403849902", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("Kanarie", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("demo-lene", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("Lene Test", sent, StringComparison.Ordinal);
    }

    public sealed class Host : WebHost
    {
        internal Collector Collector { get; } = new();

        protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
            [new("OTEL_EXPORTER_OTLP_ENDPOINT", Collector.Address), new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")];
    }

    /// <summary>Takes what exporters send and says thank you.</summary>
    internal sealed class Collector : IDisposable
    {
        private readonly HttpListener _listener = new();

        public Collector()
        {
            using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
            }
            _listener.Prefixes.Add(Address);
            _listener.Start();
            _ = ListenAsync();
        }

        public string Address { get; }

        public ConcurrentBag<byte[]> Bodies { get; } = [];

        public void Dispose() => _listener.Close();

        private async Task ListenAsync()
        {
            while (_listener.IsListening)
            {
                var context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                Bodies.Add(body.ToArray());
                context.Response.Close();
            }
        }
    }
}
