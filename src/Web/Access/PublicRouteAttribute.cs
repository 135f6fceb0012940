using Microsoft.AspNetCore.Authorization;

namespace Sammenhaeng.Web.Access;

/// <summary>This route needs no session, for the reason given.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class PublicRouteAttribute(string reason) : Attribute, IAllowAnonymous
{
    public string Reason { get; } = reason;
}
