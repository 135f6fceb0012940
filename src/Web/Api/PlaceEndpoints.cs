using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Api;

/// <summary>The places and the travel times between them, always as a whole.</summary>
internal sealed class PlaceEndpoints : IEndpoints
{
    private const long LargestTable = 16 * 1024 * 1024;

    public void Map(IEndpointRouteBuilder api)
    {
        var places = api.MapGroup("/places").WithTags("places");
        places.MapGet("", ReadAsync).WithName("getPlaces").Produces<PlacesTable>();
        places.MapPut("", ReplaceAsync).WithName("putPlaces").Produces(204).WithBodyLimit(LargestTable);
    }

    private static async Task<IResult> ReadAsync(ISender sender, HttpContext http, CancellationToken cancellationToken)
    {
        var kept = await sender.Send(new OpenPlaces(), cancellationToken);
        ETags.Show(http, kept.Revision);
        return Results.Json(kept.Table, ApiJson.Options);
    }

    private static async Task<IResult> ReplaceAsync(
        PlacesTable table, IfMatch seen, ISender sender, Refusals refusals, HttpContext http, CancellationToken cancellationToken)
    {
        var replaced = await sender.Send(new SetPlaces(table, seen.Revision), cancellationToken);
        return refusals.Answer(replaced, revision =>
        {
            ETags.Show(http, revision);
            return Results.NoContent();
        });
    }
}
