namespace Sammenhaeng.Domain.Tests.Rules;

/// <summary>
/// A rule's test class shows courses in which its rule finds something, at least one for each of its explanations. The tests of
/// the texts fill every template from them.
/// </summary>
internal interface IRuleExamples
{
    static abstract string Rule { get; }

    static abstract IEnumerable<CourseUnderTest> Examples { get; }
}
