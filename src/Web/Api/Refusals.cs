using System.Globalization;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Web.Api;

/// <summary>What a command answered, as the API tells it: the value, or 409 with the refusal's code and words.</summary>
internal sealed class Refusals(IStringLocalizer<Texts> texts)
{
    public IResult Answer<T>(Result<T> result, Func<T, IResult> success) =>
        result.Succeeded ? success(result.Value) : new ProblemResult(Problem.Of(StatusCodes.Status409Conflict, ErrorOf(result.Refusal)));

    private ProblemError ErrorOf(Refusal refusal)
    {
        // Programs are read by developers; the pages speak Danish.
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
        try
        {
            return new ProblemError("", refusal.Code, texts[$"refusal.{refusal.Code}"]);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
