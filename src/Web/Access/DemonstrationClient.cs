using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Sammenhaeng.Web.Access;

/// <summary>Registers our own pages, behind both doors, at the demonstration's issuer under the address that this process serves.</summary>
internal sealed class DemonstrationClient(
    IServiceScopeFactory scopes, SignInSettings settings, CitizenSignInSettings citizens, ILogger<DemonstrationClient> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await TryRegisterAsync(cancellationToken))
        {
            await base.StartAsync(cancellationToken);
        }
    }

    /// <summary>The database was not there when we started; sign-in works as soon as it is.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        do
        {
            await Task.Delay(Pause, stoppingToken);
        }
        while (!await TryRegisterAsync(stoppingToken));
    }

    private async Task<bool> TryRegisterAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RegisterAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.LogWarning(exception, "The demonstration's sign-in could not be registered yet");
            return false;
        }
    }

    private async Task RegisterAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var applications = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        await RegisterAsync(applications, settings.ClientId, Door.Staff, cancellationToken);
        await RegisterAsync(applications, citizens.ClientId, Door.Private, cancellationToken);
    }

    private async Task RegisterAsync(IOpenIddictApplicationManager applications, string client, Door door, CancellationToken cancellationToken)
    {
        var known = await applications.FindByClientIdAsync(client, cancellationToken);
        var wanted = new OpenIddictApplicationDescriptor();
        if (known is not null)
        {
            await applications.PopulateAsync(wanted, known, cancellationToken);
        }
        var addresses = wanted.RedirectUris.Count + wanted.PostLogoutRedirectUris.Count;
        Describe(wanted, client, door);
        if (known is null)
        {
            await applications.CreateAsync(wanted, cancellationToken);
        }
        else if (wanted.RedirectUris.Count + wanted.PostLogoutRedirectUris.Count > addresses)
        {
            await applications.UpdateAsync(known, wanted, cancellationToken);
        }
    }

    private void Describe(OpenIddictApplicationDescriptor wanted, string client, Door door)
    {
        var here = new Uri(settings.Authority);
        wanted.ClientId = client;
        wanted.ClientType = ClientTypes.Public;
        wanted.ConsentType = ConsentTypes.Implicit;
        wanted.RedirectUris.Add(new Uri(here, door.Answer));
        wanted.PostLogoutRedirectUris.Add(new Uri(here, door.SignedOutAnswer));
        wanted.Permissions.UnionWith(
        [
            Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession,
            Permissions.GrantTypes.AuthorizationCode, Permissions.ResponseTypes.Code,
        ]);
        wanted.Requirements.Add(Requirements.Features.ProofKeyForCodeExchange);
    }
}
