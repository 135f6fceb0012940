using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>Reads one conflict with its life and its people, and puts it into words for a viewer. Access is decided before.</summary>
internal sealed class ConflictFile(ISammenhaengDb db, TodaysCourse course, TimeProvider clock)
{
    internal sealed record FoundChange(string Change, DateTimeOffset At, string? ByName, Guid? ById, string? GivenTo, string? Note, DateOnly? Until, int Severity);

    public async Task<OpenConflict.View> OpenAsync(ConflictId id, Language language, Viewer viewer, CancellationToken cancellationToken)
    {
        var citizen = (await db.Set<Conflict>().Where(conflict => conflict.Id == id).SeenAsync(cancellationToken)).CitizenId;
        var (file, reference) = await course.OpenAsync(citizen, cancellationToken);
        var history = await db.Sql<FoundChange>(
            $"""
            select h.change, h.at, u.name as by_name, h.by as by_id, o.name as given_to, h.note, h.until, h.severity::int as severity
            from conflict_history h left join users u on u.id = h.by left join users o on o.id = h.owner_id and o.id is distinct from h.by
            where h.conflict_id = {id.Value} order by h.at desc, h.id desc
            """).ToListAsync(cancellationToken);
        var colleagues = await KnownColleaguesAsync(file, reference, viewer, cancellationToken);
        var view = Make(id, language, viewer, file, reference);
        var mask = viewer.MaskOf(file.Course, clock.Today(), reference);
        return view with
        {
            History = [.. history.Select(row => new OpenConflict.Change(
                Word<ConflictChange>.Parse(row.Change), row.At, row.ByName, row.GivenTo, mask.Text(Note(row, view, viewer)), row.Until, (Severity)row.Severity))],
            Colleagues = [.. colleagues.Select(row => new OpenConflict.Colleague(UserId.From(row.Id), row.Name))],
        };
    }

    /// <summary>Whether the viewer may judge it: somebody who sees nothing of it and does not coordinate cannot say that it is solved or may stand.</summary>
    public async Task<bool> CanBeSettledAsync(Conflict conflict, ICurrentViewer viewer, CancellationToken cancellationToken)
    {
        if (viewer.Relation.IsCoordinator)
        {
            return true;
        }
        var (file, reference) = await course.OpenAsync(conflict.CitizenId, cancellationToken);
        return Make(conflict.Id, Language.Da, viewer.Viewer, file, reference).CanBeSettled;
    }

    /// <summary>Who could take a citizen's conflicts on, as far as the viewer may know that they work with the citizen.</summary>
    public async Task<List<Colleagues.Found>> KnownColleaguesAsync(CitizenId citizen, Viewer viewer, CancellationToken cancellationToken)
    {
        var (file, reference) = await course.OpenAsync(citizen, cancellationToken);
        return await KnownColleaguesAsync(file, reference, viewer, cancellationToken);
    }

    private async Task<List<Colleagues.Found>> KnownColleaguesAsync(
        CourseFile file, ReferenceSnapshot reference, Viewer viewer, CancellationToken cancellationToken) =>
        (await Colleagues.OfAsync(db, file.CitizenId, clock.Today(), cancellationToken)).KnownTo(file.Course, viewer.MaskOf(file.Course, clock.Today(), reference));

    /// <summary>A person's words may tell what is hidden from the viewer; one's own are known.</summary>
    private static string? Note(FoundChange change, OpenConflict.View view, Viewer viewer) =>
        !view.Conflict.HidesSomething || change.ById is { } by && viewer.UserId == UserId.From(by) ? change.Note : null;

    private OpenConflict.View Make(ConflictId id, Language language, Viewer viewer, CourseFile file, ReferenceSnapshot reference)
    {
        var mask = viewer.MaskOf(file.Course, clock.Today(), reference);
        var keys = new ShownKeys();
        var wording = new ConflictWording(file.Course, mask, reference, keys, language);
        var filed = file.Conflicts.Single(conflict => conflict.Id == id);
        var line = wording.Line(ConflictRow.Of(filed));
        return new OpenConflict.View
        {
            MeetIn = [.. filed.Areas.Select(reference.NameOf)],
            CanBeSettled = line.Areas.Count > 0 || !line.HidesSomething,
            Citizen = new SharedPlanPeople(file, mask, keys, reference.NameOf, clock.Today()).Heading(viewer.UserId),
            Conflict = line with { Number = wording.NumberOf(file.Conflicts.Select(ConflictRow.Of), id) },
            Revision = filed.Revision,
            IsFound = filed.IsFound,
            ShowsBy = filed.ShowsBy,
            FirstSeenAt = filed.FirstSeenAt,
            LastSeenAt = filed.LastSeenAt ?? file.CheckedAt,
            OwnerId = filed.OwnerId,
            History = [],
            Colleagues = [],
            Evidence = !line.HidesSomething && new SeenEvidence(file.Course, mask).Shows(filed.Evidence) ? filed.Evidence : null,
        };
    }
}
