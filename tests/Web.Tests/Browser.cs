using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace Sammenhaeng.Web.Tests;

/// <summary>Keeps cookies and follows redirects like a browser without scripts.</summary>
public sealed class Browser : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _client;

    internal Browser(Func<HttpMessageHandler> server) =>
        _client = new HttpClient(new CookieHandler(_cookies) { InnerHandler = server() }) { BaseAddress = new Uri("http://localhost") };

    public IReadOnlyList<Cookie> Cookies => [.. _cookies.GetAllCookies().Cast<Cookie>()];

    public void Forget(string cookie)
    {
        foreach (var each in _cookies.GetAllCookies().Cast<Cookie>().Where(each => each.Name == cookie))
        {
            each.Expired = true;
        }
    }

    public void Take(Cookie cookie) => _cookies.Add(cookie);

    /// <summary>One request, no redirect followed.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _client.SendAsync(request, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _client.SendAsync(request, cancellationToken);

    /// <summary>Answers as soon as the answer has begun, which may go on for long.</summary>
    public Task<HttpResponseMessage> BeginAsync(HttpRequestMessage request) =>
        _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> GetAsync(string address) => SendAsync(new HttpRequestMessage(HttpMethod.Get, address));

    /// <summary>Opens a page and follows it to where it leads.</summary>
    public async Task<Page> OpenAsync(string address) => await FollowAsync(await GetAsync(address));

    /// <summary>Sends the form of a page, with its hidden fields and these.</summary>
    public async Task<Page> SubmitAsync(Page page, IHtmlFormElement form, params (string Name, string Value)[] fields) =>
        await FollowAsync(await PostAsync(page, form, fields));

    /// <summary>Presses a button of a form, which may lead elsewhere than the form itself.</summary>
    public async Task<Page> PressAsync(Page page, IElement button, params (string Name, string Value)[] fields) =>
        await FollowAsync(await PressAsync(page, button, asPart: false, fields));

    /// <param name="page">Where the button is.</param>
    /// <param name="button">Of a form.</param>
    /// <param name="asPart">By a script, which takes the answer into the page.</param>
    /// <param name="fields">What is typed.</param>
    public Task<HttpResponseMessage> PressAsync(Page page, IElement button, bool asPart, params (string Name, string Value)[] fields) =>
        SendAsync(page, (IHtmlFormElement)(button.GetAttribute("form") is { } id ? page.Html.GetElementById(id)! : button.Closest("form")!), button.GetAttribute("formaction"), asPart, fields);

    public Task<HttpResponseMessage> PostAsync(Page page, IHtmlFormElement form, params (string Name, string Value)[] fields) =>
        SendAsync(page, form, form.GetAttribute("action"), asPart: false, fields);

    private Task<HttpResponseMessage> SendAsync(Page page, IHtmlFormElement form, string? action, bool asPart, (string Name, string Value)[] fields)
    {
        var values = form.QuerySelectorAll("input[name]").OfType<IHtmlInputElement>()
            .Where(input => input.Type is not ("submit" or "radio" or "checkbox") || input.IsChecked)
            .Select(input => KeyValuePair.Create(input.Name!, input.Value))
            .Concat(form.QuerySelectorAll("select[name]").OfType<IHtmlSelectElement>().Select(select => KeyValuePair.Create(select.Name!, select.Value ?? "")))
            .Concat(form.QuerySelectorAll("textarea[name]").OfType<IHtmlTextAreaElement>().Select(text => KeyValuePair.Create(text.Name!, text.Value)))
            .Where(field => fields.All(other => other.Name != field.Key))
            .Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        var address = string.IsNullOrEmpty(action) ? page.Address : new Uri(page.Address, action);
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(values) };
        if (asPart)
        {
            request.Headers.Add("HX-Request", "true");
        }
        return SendAsync(request);
    }

    /// <param name="subject">Whom to be.</param>
    /// <param name="returnTo">Where to go then.</param>
    /// <param name="door">What the addresses of the door begin with.</param>
    public async Task<Page> SignInAsync(string subject, string? returnTo = null, string door = "")
    {
        var choice = await OpenAsync($"{door}/log-ind?retur={Uri.EscapeDataString(returnTo ?? $"{door}/logget-af")}");
        return await SubmitAsync(choice, choice.Form("form[action='/connect/authorize']"), ("person", subject));
    }

    public void Dispose() => _client.Dispose();

    private async Task<Page> FollowAsync(HttpResponseMessage answer)
    {
        for (var steps = 0; steps < 10; steps++)
        {
            var address = answer.RequestMessage!.RequestUri!;
            if (answer.Headers.Location is not { } location)
            {
                var text = await answer.Content.ReadAsStringAsync();
                return new Page(address, answer, await new HtmlParser().ParseDocumentAsync(text));
            }
            answer = await GetAsync(new Uri(address, location).ToString());
        }
        throw new InvalidOperationException("The redirects have no end.");
    }

    private sealed class CookieHandler(CookieContainer cookies) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var header = cookies.GetCookieHeader(request.RequestUri!);
            if (header.Length > 0)
            {
                request.Headers.Add("Cookie", header);
            }
            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.Headers.TryGetValues("Set-Cookie", out var given))
            {
                foreach (var cookie in given)
                {
                    cookies.SetCookies(request.RequestUri!, cookie);
                }
            }
            return answer;
        }
    }
}

public sealed record Page(Uri Address, HttpResponseMessage Answer, IHtmlDocument Html)
{
    public HttpStatusCode Status => Answer.StatusCode;

    public string Heading => Html.QuerySelector("h1")?.TextContent.Trim() ?? "";

    public IHtmlFormElement Form(string selector) => Assert.IsAssignableFrom<IHtmlFormElement>(Html.QuerySelector(selector));
}
