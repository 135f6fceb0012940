using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Api;

/// <summary>Citizens the caller works with. The number to search by stands in the body, never in the address.</summary>
internal sealed class CitizenEndpoints : IEndpoints
{
    /// <param name="Cpr">With or without hyphen; alone.</param>
    /// <param name="Name">Beginnings of the words of the name, when there is no number.</param>
    internal sealed record SearchIn(string? Cpr = null, string? Name = null, DateOnly? BirthDate = null);

    internal sealed record HitOut(Guid Id, string Name, DateOnly BirthDate);

    public void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/citizens/search", SearchAsync).WithName("searchCitizens").WithTags("citizens")
            .ProducesProblem(422).ProducesProblem(429).WithoutIdempotencyKey();
        api.MapGet("/citizens/{id:guid}/course", CourseAsync).WithName("getCourse").WithTags("citizens")
            .Produces<SharedPlanView>().Produces(304).ProducesProblem(400);
    }

    private static async Task<IReadOnlyList<HitOut>> SearchAsync(
        SearchIn body, Paging paging, ISender sender, SearchLimits limits, HttpContext http, CancellationToken cancellationToken)
    {
        limits.Take(http, isByCpr: body.Cpr is not null);
        var found = await sender.Send(new SearchCitizens(body.Cpr, body.Name, body.BirthDate, paging.Page, paging.Size), cancellationToken);
        paging.Link(http, found.HasMore);
        return [.. found.Rows.Select(row => new HitOut(row.Id.Value, row.Name, row.BirthDate))];
    }

    private static async Task<IResult> CourseAsync(Guid id, DateOnly? asOf, int? horizonDays, ISender sender, CancellationToken cancellationToken) =>
        new TaggedResult<SharedPlanView>(await sender.Send(new OpenSharedPlan(CitizenId.From(id), asOf, horizonDays, Language.Da), cancellationToken));
}
