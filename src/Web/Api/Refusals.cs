using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Web.Api;

/// <summary>What a command answered, as the API tells it: the value, or 409 with the refusal's code and words.</summary>
internal sealed class Refusals(IServiceProvider services)
{
    public IResult Answer<T>(Result<T> result, Func<T, IResult> success) =>
        result.Succeeded ? success(result.Value) : new ProblemResult(Problem.Of(StatusCodes.Status409Conflict, ErrorOf(result.Refusal)));

    private ProblemError ErrorOf(Refusal refusal) =>
        new("", refusal.Code, EnglishTexts.Find(services, $"refusal.{refusal.Code}") ?? refusal.Code);
}
