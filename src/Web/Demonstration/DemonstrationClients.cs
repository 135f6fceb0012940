using Sammenhaeng.Web.Access;

namespace Sammenhaeng.Web.Demonstration;

/// <summary>The machine client of the demonstration. Its secret is no secret: it opens a demonstration with invented people.</summary>
internal sealed class DemonstrationClients(ClientSecrets secrets)
{
    public const string Id = "demo-client";
    public const string Name = "Demonstrationssystem (Test)";
    public const string Secret = "demo-secret";

    /// <summary>The systems whose documents the demonstration holds: whoever tries the API sends them again, changed.</summary>
    public static readonly string[] Sources = ["jobcenter", "region", "skole-familie", "social", "sundhed"];

    public async Task RegisterAsync(CancellationToken cancellationToken)
    {
        if (!await secrets.IsKnownAsync(Id, cancellationToken))
        {
            await secrets.SetAsync(Id, Secret, cancellationToken);
        }
    }
}
