using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Staff;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Testing;
using Sammenhaeng.Web.Access;
using Sammenhaeng.Web.Demonstration;
using Xunit;

namespace Sammenhaeng.Web.Tests;

/// <summary>
/// The whole program as a demonstration in memory, on a database of its own, without the background jobs. Its people are those of the
/// demonstration; its clock is the database's.
/// </summary>
public class WebHost : WebApplicationFactory<Program>, IAsyncLifetime
{
    public Database Database { get; } = new();

    /// <summary>Everything that was logged, as it would have been printed.</summary>
    internal LogBook Log { get; } = new();

    ValueTask IAsyncLifetime.InitializeAsync() => new(PrepareAsync());

    /// <summary>The database, the people and the machine client.</summary>
    protected async Task PrepareAsync()
    {
        await Database.InitializeAsync();
        foreach (var person in DemonstrationPeople.All)
        {
            await Database.SendAsync(Registration(person));
        }
        await using var scope = Services.CreateAsyncScope();
        await new DemonstrationClients(ActivatorUtilities.CreateInstance<ClientSecrets>(scope.ServiceProvider)).RegisterAsync(CancellationToken.None);
        await Database.SendAsync(new RegisterStaff(
            DemonstrationClients.Id, "Test System", [Roles.Machine], ["AKB", "SIU"], new DateOnly(2020, 1, 1), []));
        await Database.SendAsync(new RegisterClient(DemonstrationClients.Id, "Test System", ["AKB", "SIU"], [.. DemonstrationClients.Sources, "haengop"]));
    }

    /// <summary>A browser that has signed in as this person, by the way that everybody takes: a citizen of the demonstration by their own door.</summary>
    public async Task<Browser> SignInAsync(string subject)
    {
        var browser = Browse();
        await browser.SignInAsync(subject, door: DemonstrationCitizens.All.Any(one => one.Key == subject) ? "/mit" : "");
        return browser;
    }

    public Task<Browser> SignInAsCitizenAsync(string cpr) => SignInAsync(DemonstrationCitizens.All.Single(one => one.Cpr == cpr).Key);

    public Browser Browse() => new(() => Server.CreateHandler());

    /// <summary>A program with a token of the machine client.</summary>
    public async Task<HttpClient> ConnectAsync()
    {
        var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        using var answer = await client.PostAsync("/connect/token", TokenRequest(DemonstrationClients.Secret));
        answer.EnsureSuccessStatusCode();
        using var token = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.RootElement.GetProperty("access_token").GetString());
        return client;
    }

    public static FormUrlEncodedContent TokenRequest(string secret) => new(new Dictionary<string, string>
    {
        ["grant_type"] = "client_credentials",
        ["client_id"] = DemonstrationClients.Id,
        ["client_secret"] = secret,
    });

    internal static RegisterStaff Registration(DemonstrationPerson person) =>
        new(person.Subject, person.Name, person.Roles, person.Areas, new DateOnly(2020, 1, 1), person.Contacts, person.Unit);

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        await Database.DisposeAsync();
    }

    protected virtual string EnvironmentName => "Development";

    /// <summary>Settings beside the usual ones.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string?>> Settings => [];

    protected virtual void Change(IServiceCollection services)
    {
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(EnvironmentName);
        foreach (var (name, value) in Usual().Concat(Settings))
        {
            builder.UseSetting(name, value);
        }
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Database.Clock);
            services.AddSingleton<Serilog.Core.ILogEventSink>(Log);
            // The pages ask their own issuer over the back channel, which in memory is no network.
            services.ConfigureAll<OpenIdConnectOptions>(options => options.BackchannelHttpHandler = new LateHandler(() => Server.CreateHandler()));
            Change(services);
        });
    }

    private Dictionary<string, string?> Usual() => new()
    {
        ["ConnectionStrings:Sammenhaeng"] = Database.ConnectionString,
        ["Keys:Path"] = Database.Configuration["Keys:Path"],
        ["AccessLog:Anchor"] = Database.Configuration["AccessLog:Anchor"],
        ["SignIn:Authority"] = "http://localhost",
        ["Hosting:Jobs"] = "false",
        ["Logs:Console"] = "false",
        ["RateLimits:PerSecond"] = "0",
        ["RateLimits:TokensPerMinute"] = "0",
        ["RateLimits:SearchesPerMinute"] = "0",
        ["RateLimits:SuggestionsPerMinute"] = "0",
        ["RateLimits:CprLookupsPerMinute"] = "0",
    };

    private sealed class LateHandler(Func<HttpMessageHandler> make) : HttpMessageHandler
    {
        private HttpMessageInvoker? _inner;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            (_inner ??= new HttpMessageInvoker(make())).SendAsync(request, cancellationToken);
    }
}
