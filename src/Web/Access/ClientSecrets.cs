using System.Buffers.Text;
using System.Security.Cryptography;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Sammenhaeng.Web.Access;

/// <summary>What other systems prove themselves by when they ask for a token. Only a hash of each secret is kept.</summary>
internal sealed class ClientSecrets(IOpenIddictApplicationManager applications)
{
    /// <summary>32 random bytes, in letters that need no quotes anywhere.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public async Task<bool> IsKnownAsync(string client, CancellationToken cancellationToken) =>
        await applications.FindByClientIdAsync(client, cancellationToken) is not null;

    /// <summary>From now on the client proves itself by this secret and by no earlier one.</summary>
    public async Task SetAsync(string client, string secret, CancellationToken cancellationToken)
    {
        if (await applications.FindByClientIdAsync(client, cancellationToken) is { } known)
        {
            await applications.UpdateAsync(known, secret, cancellationToken);
            return;
        }
        await applications.CreateAsync(
            new OpenIddictApplicationDescriptor
            {
                ClientId = client,
                ClientSecret = secret,
                ClientType = ClientTypes.Confidential,
                Permissions = { Permissions.Endpoints.Token, Permissions.GrantTypes.ClientCredentials },
            },
            cancellationToken);
    }

    /// <summary>No token is given to the client any more.</summary>
    public async Task ForgetAsync(string client, CancellationToken cancellationToken)
    {
        if (await applications.FindByClientIdAsync(client, cancellationToken) is { } known)
        {
            await applications.DeleteAsync(known, cancellationToken);
        }
    }
}
