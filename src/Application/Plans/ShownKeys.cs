using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Plans;

/// <summary>
/// The keys a viewer reads: an item's own where it is seen; else a number that is the same throughout one answer and tells nothing of
/// whose the item is.
/// </summary>
internal sealed class ShownKeys
{
    private readonly Dictionary<(SubjectKind Kind, ItemKey Key), ItemKey> _hidden = [];

    public ItemKey Of(SubjectKind kind, ItemKey key, bool isSeen)
    {
        if (isSeen)
        {
            return key;
        }
        if (!_hidden.TryGetValue((kind, key), out var shown))
        {
            shown = new ItemKey("", $"hidden-{_hidden.Count + 1}");
            _hidden.Add((kind, key), shown);
        }
        return shown;
    }

    public IReadOnlyList<Subject> Of(IReadOnlyList<Subject> subjects, ISubjectNames names, CourseMask mask) =>
    [
        .. subjects.Select(subject => Of(subject, subject.Kind == SubjectKind.Person
            ? mask.KnowsSource(subject.Source ?? "")
            : names.TitleOf(subject, Language.Da) is not null)),
    ];

    private Subject Of(Subject subject, bool isSeen) => subject.Kind switch
    {
        SubjectKind.Citizen or SubjectKind.Week or SubjectKind.Date => subject,
        SubjectKind.Area => isSeen ? subject : subject with { Id = "hidden" },
        _ => Subject.Of(subject.Kind, Of(subject.Kind, new ItemKey(subject.Source ?? "", subject.Id), isSeen)),
    };
}
