using System.Collections;
using System.Text;
using Sammenhaeng.Domain.Tests.Naive;

namespace Sammenhaeng.Domain.Tests.Courses;

/// <summary>Takes items out of a failing course for as long as it fails, so that a report shows only what matters.</summary>
internal static class Smallest
{
    public static string Failing(PlainCourse course, Func<PlainCourse, bool> fails, Func<PlainCourse, string?> why)
    {
        for (var smaller = Smaller(course, fails); smaller is not null; smaller = Smaller(course, fails))
        {
            course = smaller;
        }
        return why(course) + "\n" + Tell(course);
    }

    private static PlainCourse? Smaller(PlainCourse course, Func<PlainCourse, bool> fails)
    {
        foreach (var property in typeof(PlainCourse).GetProperties().Where(x => x.CanWrite && x.PropertyType.IsAssignableTo(typeof(IEnumerable)) && x.PropertyType.IsGenericType))
        {
            var items = ((IEnumerable)property.GetValue(course)!).Cast<object>().ToArray();
            for (var i = 0; i < items.Length; i++)
            {
                var fewer = Array.CreateInstance(property.PropertyType.GenericTypeArguments[0], items.Length - 1);
                Array.Copy(items, 0, fewer, 0, i);
                Array.Copy(items, i + 1, fewer, i, items.Length - 1 - i);
                var smaller = course with { };
                property.SetValue(smaller, fewer);
                if (IsWhole(smaller) && fails(smaller))
                {
                    return smaller;
                }
            }
        }
        return null;
    }

    /// <summary>Whatever belongs to a plan still has it: documents that refer to nothing are refused.</summary>
    private static bool IsWhole(PlainCourse c)
    {
        var plans = c.Plans.Select(plan => plan.Name).ToHashSet();
        return c.Shares.All(x => plans.Contains(x.Source + ":" + x.Plan)) && c.Goals.All(x => plans.Contains(x.Source + ":" + x.Plan))
            && c.Interventions.All(x => plans.Contains(x.Source + ":" + x.Plan)) && c.Milestones.All(x => plans.Contains(x.Source + ":" + x.Plan));
    }

    private static string Tell(PlainCourse course)
    {
        var text = new StringBuilder();
        foreach (var property in typeof(PlainCourse).GetProperties().Where(x => x.CanWrite))
        {
            switch (property.GetValue(course))
            {
                case string or DateOnly or int or bool or Domain.Courses.Limits:
                    text.AppendLine(property.Name + " = " + property.GetValue(course));
                    break;
                case IEnumerable items:
                    foreach (var item in items)
                    {
                        text.AppendLine(property.Name + ": " + Tell(item));
                    }
                    break;
                default:
                    break;
            }
        }
        return text.ToString();
    }

    private static string Tell(object item) => string.Join(' ', item.GetType().GetProperties()
        .Select(property => (property.Name, Value: property.GetValue(item)))
        .Where(x => x.Value is not null and not false and not "" && x.Name is not "Name" and not "EqualityContract")
        .Select(x => x.Name + "=" + (x.Value is IEnumerable many and not string ? "[" + string.Join(' ', many.Cast<object>()) + "]" : x.Value is Domain.Courses.PlanType type ? type.Code : x.Value)));
}
