using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;

namespace Sammenhaeng.Application.OwnCourse;

/// <summary>Whose course the private person may look at: the own one first, then those of whom they stand for or beside.</summary>
[Needs(Permission.ListOwnCourses)]
public sealed record ListOwnCourses : IQuery<ListOwnCourses.View>
{
    public sealed record Line(CitizenId CitizenId, string GivenName, StandingKind Kind);

    public sealed record View(IReadOnlyList<Line> Courses) : IShowsCitizens
    {
        public IReadOnlyCollection<CitizenId> ShownCitizens => [.. Courses.Select(one => one.CitizenId)];
    }

    internal sealed record Row(Guid Id, string GivenName, string Kind);

    internal sealed class Handler(ISammenhaengDb db) : IQueryHandler<ListOwnCourses, View>
    {
        public async Task<View> Handle(ListOwnCourses query, CancellationToken cancellationToken)
        {
            var rows = await db.Sql<Row>(
                $"""
                select c.id, c.given_name, s.kind from standings_of(viewer_person(), viewer_day()) s join citizens c on c.id = s.citizen_id
                """).ToListAsync(cancellationToken);
            return new View(
            [
                .. rows.Select(row => new Line(CitizenId.From(row.Id), row.GivenName, Enum.Parse<StandingKind>(row.Kind, ignoreCase: true)))
                    .OrderBy(line => line.Kind).ThenBy(line => line.GivenName, StringComparer.Ordinal).DistinctBy(line => line.CitizenId),
            ]);
        }
    }
}
