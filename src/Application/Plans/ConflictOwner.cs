using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Plans;

/// <summary>
/// Whose a conflict is, by name: who has taken it on, else the coordinator, else the owner of the item created last, whose name is
/// for those who see that contact.
/// </summary>
internal static class ConflictOwner
{
    public static string? NameOf(ConflictRow conflict, CourseBuilder course, CourseMask mask) =>
        conflict.Owner ?? (Find(conflict, course) is { } contact && mask.SeesContact(contact) ? course.Contacts[contact].Name : null);

    public static bool IsHidden(ConflictRow conflict, CourseBuilder course, CourseMask mask) =>
        conflict.Owner is null && Find(conflict, course) is { } contact && !mask.SeesContact(contact);

    private static int? Find(ConflictRow conflict, CourseBuilder course)
    {
        for (var i = 0; conflict.ItemOwner is { } owner && i < course.Contacts.Count; i++)
        {
            if (course.Contacts[i].Key == owner)
            {
                return i;
            }
        }
        return null;
    }
}
