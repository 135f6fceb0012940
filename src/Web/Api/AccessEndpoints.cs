using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Web.Access;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Api;

/// <summary>Who has looked at a citizen, for the data-protection contact's systems. Asking is written down like every other access.</summary>
internal sealed class AccessEndpoints : IEndpoints
{
    /// <param name="Areas">Where whoever looked worked then.</param>
    /// <param name="BySystem">A job of the product itself.</param>
    /// <param name="Name">Of whoever looked, where the municipality shows names.</param>
    /// <param name="InList">The citizen was one of several in a list or a search.</param>
    /// <param name="What">What was asked for.</param>
    /// <param name="Purpose">The permission that it took.</param>
    /// <param name="Ground">Why it was permitted; null when it was not.</param>
    /// <param name="Relation">To the citizen then: coordinator, asked, and codes of areas, between commas.</param>
    /// <param name="Why">The decision in a word: ownArea, coordinator, asked, dataProtection, list, system, or how it was denied.</param>
    /// <param name="Outcome">permitted, or the code of the denial.</param>
    /// <param name="Units">The unit of the area, where whoever looked worked in one: code of the area, a colon, its name.</param>
    internal sealed record AccessOut(
        Guid Id, DateTimeOffset At, IReadOnlyList<string> Areas, IReadOnlyList<string> Roles, bool BySystem, string? Name, bool InList,
        string What, string Purpose, string? Ground, string? Relation, AccessReason Why, string Outcome, IReadOnlyList<string> Units);

    public void Map(IEndpointRouteBuilder api) => api.MapGet("/citizens/{id:guid}/accesses", ListAsync)
        .WithName("listAccesses").WithTags("citizens").ProducesProblem(400);

    private static async Task<IReadOnlyList<AccessOut>> ListAsync(
        Guid id, string? before, ISender sender, HttpContext http, CancellationToken cancellationToken)
    {
        var found = await sender.Send(new ListAccessesToCitizen(CitizenId.From(id), before is null ? null : Read(before)), cancellationToken);
        if (found.Next is { } next)
        {
            http.Response.Headers.Append("Link", $"<{http.Request.Path}?before={AccessPlace.Written(next)}>; rel=\"next\"");
        }
        return [.. found.Rows.Select(row => new AccessOut(
            row.Id, row.At, row.Areas, row.Roles, row.BySystem, row.Name, row.InList, row.What, row.Purpose, row.Ground, row.Relation, row.Why, row.Outcome, row.Units))];
    }

    private static ListAccessesToCitizen.Place Read(string before) => AccessPlace.Read(before)
        ?? throw new BadRequest(StatusCodes.Status400BadRequest, new ProblemError("before", "value.malformed", "before is what the Link of the page before says."));
}
