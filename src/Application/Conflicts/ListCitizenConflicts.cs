using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>A citizen's conflicts as another system may know them, in both languages, made for the caller.</summary>
[Needs(Permission.SeeCourse)]
public sealed record ListCitizenConflicts(CitizenId CitizenId, ConflictState? State) : IQuery<IReadOnlyList<ToldConflict>>, IConcernsCitizen
{
    internal sealed class Handler(ConflictTeller teller) : IQueryHandler<ListCitizenConflicts, IReadOnlyList<ToldConflict>>
    {
        public async Task<IReadOnlyList<ToldConflict>> Handle(ListCitizenConflicts query, CancellationToken cancellationToken) =>
            [.. (await teller.TellAsync(query.CitizenId, cancellationToken)).Where(conflict => query.State is null || conflict.State == query.State)];
    }
}

/// <summary>One conflict, named by its own id.</summary>
[Needs(Permission.SeeCourse)]
public sealed record FindConflict(ConflictId ConflictId) : IQuery<ToldConflict?>, IConcernsConflict
{
    internal sealed class Handler(ConflictTeller teller, Persistence.ISammenhaengDb db) : IQueryHandler<FindConflict, ToldConflict?>
    {
        public async Task<ToldConflict?> Handle(FindConflict query, CancellationToken cancellationToken)
        {
            var conflict = await db.Set<Conflict>().FindAsync([query.ConflictId], cancellationToken);
            return conflict is null
                ? null
                : (await teller.TellAsync(conflict.CitizenId, cancellationToken)).FirstOrDefault(told => told.Id == query.ConflictId);
        }
    }
}

/// <param name="LastSeen">While it is found: when the citizen was last checked.</param>
/// <param name="Text">The explanation, for this caller.</param>
public sealed record ToldConflict(
    ConflictId Id, string Rule, string Fingerprint, Severity Severity, ConflictState State, string? Owner, DateOnly? Due,
    DateTimeOffset FirstSeen, DateTimeOffset? LastSeen, IReadOnlyList<Subject> Subjects, Bilingual Title, Bilingual Text, long Revision);

/// <summary>Tells the stored conflicts of a citizen to the viewer of the request.</summary>
public sealed class ConflictTeller(ICourses courses, IReferenceData referenceData, ICurrentViewer current, TimeProvider clock)
{
    public async Task<IReadOnlyList<ToldConflict>> TellAsync(CitizenId citizen, CancellationToken cancellationToken)
    {
        var file = await courses.OpenAsync(citizen, cancellationToken) ?? throw new AccessDeniedException();
        var today = clock.Today();
        var reference = (await referenceData.CurrentAsync(cancellationToken)).On(today);
        file.Course.Build(today, reference);
        var mask = current.Viewer.MaskOf(file.Course, today, reference);
        var keys = new ShownKeys();
        var names = new CourseNames(file.Course, mask, reference);
        var (danish, english) = (new ConflictTexts(names, Language.Da), new ConflictTexts(names, Language.En));
        return [.. file.Conflicts.Where(conflict => mask.IsCompared(conflict.Subjects)).Select(conflict => new ToldConflict(
            conflict.Id, conflict.Rule, conflict.Fingerprint, conflict.Severity, conflict.State,
            ConflictOwner.NameOf(ConflictRow.Of(conflict), file.Course, mask), conflict.DueOn,
            conflict.FirstSeenAt, conflict.LastSeenAt ?? file.CheckedAt, keys.Of(conflict.Subjects, names, mask), RuleText.Of(conflict.Rule).Title,
            new Bilingual(danish.Explanation(conflict.Rule, conflict.Subjects, conflict.Evidence), english.Explanation(conflict.Rule, conflict.Subjects, conflict.Evidence)),
            conflict.Revision))];
    }
}
