using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Infrastructure.Jobs;
using Sammenhaeng.Testing;
using Sammenhaeng.Web.Access;
using Sammenhaeng.Web.Demonstration;
using Xunit;

namespace Sammenhaeng.EndToEnd.Tests;

/// <summary>
/// The whole program listening on this machine, on a database of its own, with its clock moved to a day: the demonstration comes in by
/// the import, and everyone is judged by the sweep, both by that clock.
/// </summary>
public class Site(DateOnly day) : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly Database _database = new();
    private readonly int _port = FreePort();

    public DateOnly Day { get; } = day;

    public string Address => $"http://127.0.0.1:{_port}";

    public Guid Karina { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Program is null)
        {
            return;
        }
        await _database.InitializeAsync();
        UseKestrel(_port);
        StartServer();
        await FillAsync();
    }

    public Task<T> ScalarAsync<T>(string sql, params object?[] values) => _database.ScalarAsync<T>(sql, values);

    /// <summary>A window with nobody signed in.</summary>
    public async Task<Window> OpenAsync(Chromium chromium, bool scripts = true) => new(await chromium.Browser.NewContextAsync(new()
    {
        BaseURL = Address,
        JavaScriptEnabled = scripts,
        Locale = "da-DK",
        TimezoneId = "Europe/Copenhagen",
        ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
    }));

    /// <summary>What the API answers the demonstration's machine client.</summary>
    public async Task<JsonDocument> AskAsync(string path)
    {
        using var client = new HttpClient { BaseAddress = new Uri(Address) };
        using var answer = await client.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = DemonstrationClients.Id,
            ["client_secret"] = DemonstrationClients.Secret,
        }));
        using var token = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.RootElement.GetProperty("access_token").GetString());
        return JsonDocument.Parse(await client.GetStringAsync(path));
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        if (Chromium.Program is not null)
        {
            await _database.DisposeAsync();
        }
    }

    protected virtual async Task FillAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.System("console"));
        var clients = new DemonstrationClients(ActivatorUtilities.CreateInstance<ClientSecrets>(scope.ServiceProvider));
        await ActivatorUtilities.CreateInstance<SeedDemonstration>(scope.ServiceProvider, clients).RunAsync(CancellationToken.None);
        await Services.GetRequiredService<DispatchEvents>().RunAsync(CancellationToken.None);
        await Services.GetRequiredService<RecheckDueCitizens>().RunAsync(CancellationToken.None);
        var sweeps = scope.ServiceProvider.GetRequiredService<ISweeps>();
        await sweeps.RunAsync(await sweeps.RequestAsync(asOf: null, by: null, CancellationToken.None), new Progress<Sweep>(), CancellationToken.None);
        Karina = await ScalarAsync<Guid>("select id from citizens where given_name = 'Karina'");
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:Sammenhaeng"] = _database.ConnectionString,
            ["Keys:Path"] = _database.Configuration["Keys:Path"],
            ["AccessLog:Anchor"] = _database.Configuration["AccessLog:Anchor"],
            ["Clock:Now"] = Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T08:00",
            ["SignIn:Authority"] = Address,
            ["SignIn:Demonstration"] = "true",
            ["Hosting:Jobs"] = "false",
            ["Logs:Console"] = "false",
            ["RateLimits:PerSecond"] = "0",
            ["RateLimits:TokensPerMinute"] = "0",
            ["RateLimits:SearchesPerMinute"] = "0",
            ["RateLimits:SuggestionsPerMinute"] = "0",
        };
        foreach (var (name, value) in settings)
        {
            builder.UseSetting(name, value);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A site on the day of Karina's conflicts.</summary>
public sealed class KarinasDay() : Site(Database.Today);
