namespace Sammenhaeng.Web.Hosting;

/// <summary>What was asked for before an error page took over the request.</summary>
internal sealed record FailedRequest(Endpoint? Endpoint);
