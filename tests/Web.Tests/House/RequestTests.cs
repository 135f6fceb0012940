using System.Reflection;
using Sammenhaeng.Application;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Xunit;

namespace Sammenhaeng.Web.Tests.House;

public sealed class RequestTests
{
    private static readonly IReadOnlyList<Type> Requests = MessagingRegistration.RequestsOf(typeof(ApplicationRegistration).Assembly);

    [Fact]
    public void Every_request_names_the_permission_it_needs() =>
        Assert.All(Requests, request => Assert.True(request.GetCustomAttribute<NeedsAttribute>() is not null, request.Name));

    [Fact]
    public void A_request_says_which_citizen_it_is_about_exactly_when_its_permission_asks_for_a_relation() => Assert.All(
        Requests,
        request =>
        {
            var needs = request.GetCustomAttribute<NeedsAttribute>();
            Assert.True(
                needs is null
                || (Permissions.Rules[needs.Permission].Relation != RelationNeed.None) == request.IsAssignableTo(typeof(IConcerns)),
                request.Name);
        });
}
