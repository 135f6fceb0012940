using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sammenhaeng.Application.Conflicts.Checking;
using Sammenhaeng.Application.Messaging;

namespace Sammenhaeng.Web.Api;

/// <summary>Judges the documents of one citizen as of a day. Nothing is stored, so nobody in the database is concerned.</summary>
internal sealed class CheckEndpoints : IEndpoints
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/check", CheckAsync).WithName("check").WithTags("check")
            .Accepts<JsonElement>("application/json").Produces<JsonElement>().ProducesProblem(400).ProducesProblem(413).ProducesProblem(422);

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
        var answer = new ArrayBufferWriter<byte>(16 * 1024);
        await using var json = new Utf8JsonWriter(answer, Relaxed);
        if (new CourseChecker().AnswerAlone(body.WrittenMemory, json) is { } problem)
        {
            return new ProblemResult(Problem.Of(problem.Status, [.. problem.Errors.Select(error => new ProblemError(error.Path, error.Code, error.Message.En))]));
        }
        await json.FlushAsync(http.RequestAborted);
        return Results.Bytes(answer.WrittenMemory, "application/json");
    }
}
