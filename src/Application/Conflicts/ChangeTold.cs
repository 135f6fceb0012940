using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>What a change would cause, solve and leave, in words for whoever makes it.</summary>
internal static class ChangeTold
{
    private sealed record Told(OrderedDictionary<(string Rule, string SubjectKey), PreviewChange.Line> Lines, IReadOnlyCollection<string> Cut);

    public static PreviewChange.Answer Of(UnsavedChange change, ReferenceData data, Viewer viewer, DateOnly today)
    {
        if (change.Errors.Count > 0)
        {
            return new PreviewChange.Answer(change.Reading, change.Errors, [], [], []);
        }
        var (reference, engine) = (data.On(today), data.EngineOn(today));
        // Made before the change is tried: a consent or a share that is not saved opens nothing.
        _ = change.Before.Build(today, reference);
        var mask = viewer.MaskOf(change.Before, today, reference);
        var before = Tell(change.Before, mask, engine, (today, reference));
        var after = Tell(change.After, mask.Over(change.After), engine, (today, reference));
        return new PreviewChange.Answer(
            change.Reading,
            [],
            [.. after.Lines.Where(pair => !before.Lines.ContainsKey(pair.Key) && !before.Cut.Contains(pair.Key.Rule)).Select(pair => pair.Value)],
            [.. before.Lines.Where(pair => !after.Lines.ContainsKey(pair.Key) && !after.Cut.Contains(pair.Key.Rule)).Select(pair => pair.Value)],
            [.. after.Lines.Where(pair => before.Lines.ContainsKey(pair.Key)).Select(pair => pair.Value)]);
    }

    private static Told Tell(CourseBuilder course, CourseMask mask, ConflictEngine engine, (DateOnly Today, ReferenceSnapshot Reference) on)
    {
        var findings = engine.Judge(course.Build(on.Today, on.Reference), out var cut);
        var names = new CourseNames(course, mask, on.Reference);
        var (danish, english) = (new ConflictTexts(names, Language.Da), new ConflictTexts(names, Language.En));
        var lines = new OrderedDictionary<(string Rule, string SubjectKey), PreviewChange.Line>();
        foreach (var finding in findings.Where(finding => mask.IsCompared(finding.Subjects)))
        {
            lines[(finding.Rule, finding.SubjectKey)] = new PreviewChange.Line(
                finding.Rule, finding.Fingerprint, finding.Severity, finding.Subjects, RuleText.Of(finding.Rule).Title,
                new Bilingual(
                    danish.Explanation(finding.Rule, finding.Subjects, finding.Evidence.Json),
                    english.Explanation(finding.Rule, finding.Subjects, finding.Evidence.Json)));
        }
        return new Told(lines, cut);
    }
}
