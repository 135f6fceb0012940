using Sammenhaeng.Web.Access;

namespace Sammenhaeng.Web.Demonstration;

/// <summary>The machine client of the demonstration. Its secret is no secret: it opens a demonstration with invented people.</summary>
internal sealed class DemonstrationClients(ClientSecrets secrets)
{
    public const string Id = "demo-client";
    public const string Secret = "demo-secret";

    public async Task RegisterAsync(CancellationToken cancellationToken)
    {
        if (!await secrets.IsKnownAsync(Id, cancellationToken))
        {
            await secrets.SetAsync(Id, Secret, cancellationToken);
        }
    }
}
