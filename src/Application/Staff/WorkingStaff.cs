using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Staff;

internal static class WorkingStaff
{
    /// <summary>Those who work in the area on the day, in whatever unit.</summary>
    public static IQueryable<User> WhoWorkIn(this IQueryable<User> users, string area, DateOnly day) => users.Where(user =>
        user.Active && user.Areas.Any(place => place.Area == area && place.ValidFrom <= day && (place.ValidTo == null || place.ValidTo >= day)));
}
