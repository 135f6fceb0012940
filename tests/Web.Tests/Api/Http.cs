using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Sammenhaeng.Web.Tests.Api;

/// <summary>What the tests of the API's routes ask and look at alike.</summary>
internal static class Http
{
    public static Task<HttpResponseMessage> SendAsync(
        this HttpClient client, string method, string address, string? body = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    /// <summary>Problem details with an error of this code, at this path unless it does not matter.</summary>
    public static async Task IsProblemAsync(this HttpResponseMessage answer, HttpStatusCode status, string? path, string code)
    {
        var problem = await answer.JsonAsync(status);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.True(
            problem.GetProperty("errors").EnumerateArray().Any(error =>
                error.GetProperty("code").GetString() == code && (path is null || error.GetProperty("path").GetString() == path)),
            $"{path} {code}: {problem}");
    }

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
