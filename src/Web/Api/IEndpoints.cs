namespace Sammenhaeng.Web.Api;

/// <summary>
/// The routes of one feature. Every class of this shape is found and mapped under <c>/api/v1</c>, where the machine policy, the
/// Idempotency-Key and the problem details are already in place. It needs a constructor without arguments; handlers take what they need.
/// </summary>
internal interface IEndpoints
{
    void Map(IEndpointRouteBuilder api);
}
