using System.Reflection;
using Sammenhaeng.Domain.Conflicts;

namespace Sammenhaeng.Domain.Tests.Rules;

/// <summary>What every rule's test class shows of its rule: courses, and what is found in them.</summary>
internal static class Examples
{
    public static IReadOnlyList<(string Rule, CourseUnderTest Course, Finding Finding)> All { get; } =
    [
        .. typeof(Examples).Assembly.GetTypes()
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(IRuleExamples)))
            .SelectMany(type => (IEnumerable<(string, CourseUnderTest, Finding)>)typeof(Examples)
                .GetMethod(nameof(Of), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, null)!),
    ];

    private static List<(string, CourseUnderTest, Finding)> Of<T>() where T : IRuleExamples =>
        [.. T.Examples.SelectMany(course => course.Findings(T.Rule).Select(finding => (T.Rule, course, finding)))];
}
