using System.Buffers;
using System.Text.Json;
using Sammenhaeng.Application.Conflicts.Checking;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Api;

/// <summary>Judges the documents of one citizen as of a day. Nothing is stored, so nobody in the database is concerned.</summary>
internal sealed class CheckEndpoints : IEndpoints
{
    /// <summary>Room for the documents of all areas at once.</summary>
    private const int MostBytes = 8 * 1024 * 1024;

    private static readonly JsonWriterOptions Writing = new() { Encoder = ApiJson.Encoder };

    public void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/check", CheckAsync).WithName("check").WithTags("check")
            .Accepts<JsonElement>("application/json").Produces<JsonElement>().ProducesProblem(400).ProducesProblem(413).ProducesProblem(422)
            .WithoutIdempotencyKey()
            .WithBodyLimit(MostBytes);

    private static async Task<IResult> CheckAsync(HttpContext http, ISender sender)
    {
        await sender.Send(new MayCheck(), http.RequestAborted);
        var body = new ArrayBufferWriter<byte>(64 * 1024);
        while (true)
        {
            var read = await http.Request.Body.ReadAsync(body.GetMemory(16 * 1024), http.RequestAborted);
            if (read == 0)
            {
                break;
            }
            body.Advance(read);
        }
        var answer = new CourseChecker().Check(body.WrittenSpan);
        if (answer.Status != StatusCodes.Status200OK)
        {
            return new ProblemResult(Problem.Of(
                answer.Status, [.. answer.Errors.Select(error => new ProblemError(error.Path, error.Code, error.Message.En))]));
        }
        var written = new ArrayBufferWriter<byte>(16 * 1024);
        await using (var json = new Utf8JsonWriter(written, Writing))
        {
            json.WriteStartObject();
            answer.WriteFindings(json, isQuiet: false);
            json.WriteEndObject();
        }
        return Results.Bytes(written.WrittenMemory, "application/json");
    }
}
