using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;

namespace Sammenhaeng.Web.Api;

/// <summary>Citizens the caller works with. The number to search by stands in the body, never in the address.</summary>
internal sealed class CitizenEndpoints : IEndpoints
{
    /// <param name="Cpr">With or without hyphen; alone.</param>
    /// <param name="Name">At least two letters of the name, when there is no number.</param>
    internal sealed record SearchIn(string? Cpr = null, string? Name = null, DateOnly? BirthDate = null);

    internal sealed record HitOut(Guid Id, string Name, DateOnly BirthDate);

    public void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/citizens/search", SearchAsync).WithName("searchCitizens").WithTags("citizens");
        api.MapGet("/citizens/{id:guid}/course", CourseAsync).WithName("getCourse").WithTags("citizens");
    }

    private static async Task<IReadOnlyList<HitOut>> SearchAsync(SearchIn body, ISender sender, CancellationToken cancellationToken)
    {
        if (body.Cpr is not null && !Cpr.TryParse(body.Cpr, out _))
        {
            throw new BadRequest(StatusCodes.Status422UnprocessableEntity, new ProblemError("$.cpr", "cpr.invalid", "That is not a CPR number."));
        }
        var found = await sender.Send(new SearchCitizens(body.Cpr ?? body.Name ?? ""), cancellationToken);
        return [.. found.Rows.Where(row => body.BirthDate is null || row.BirthDate == body.BirthDate).Select(row => new HitOut(row.Id.Value, row.Name, row.BirthDate))];
    }

    private static Task<SharedPlanView> CourseAsync(Guid id, DateOnly? asOf, int? horizonDays, ISender sender, CancellationToken cancellationToken) =>
        sender.Send(new OpenSharedPlan(CitizenId.From(id), asOf, horizonDays, Language.Da), cancellationToken);
}
