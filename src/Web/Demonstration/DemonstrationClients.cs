using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Sammenhaeng.Web.Demonstration;

/// <summary>The machine client of the demonstration. Its secret is no secret: it opens a demonstration with invented people.</summary>
internal sealed class DemonstrationClients(IOpenIddictApplicationManager applications)
{
    public const string Id = "demo-client";
    public const string Secret = "demo-secret";

    public async Task RegisterAsync(CancellationToken cancellationToken)
    {
        if (await applications.FindByClientIdAsync(Id, cancellationToken) is not null)
        {
            return;
        }
        await applications.CreateAsync(
            new OpenIddictApplicationDescriptor
            {
                ClientId = Id,
                ClientSecret = Secret,
                ClientType = ClientTypes.Confidential,
                Permissions = { Permissions.Endpoints.Token, Permissions.GrantTypes.ClientCredentials },
            },
            cancellationToken);
    }
}
