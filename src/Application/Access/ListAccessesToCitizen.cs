using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Access;

/// <summary>
/// Who has looked at a citizen, the newest first: by name, or among others in a list. Asking is an access too and stands in the log.
/// </summary>
/// <param name="Before">Where the page before ended; null for the newest.</param>
[Needs(Permission.SeeAccessLog)]
public sealed record ListAccessesToCitizen(CitizenId CitizenId, ListAccessesToCitizen.Place? Before = null)
    : IQuery<ListAccessesToCitizen.View>, IConcernsCitizen
{
    public const int OnAPage = 50;

    /// <summary>An entry's place in the list.</summary>
    public sealed record Place(DateTimeOffset At, Guid Id)
    {
        internal static readonly Place Newest = new(new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero), Guid.AllBitsSet);
    }

    /// <param name="Areas">Where whoever looked worked then.</param>
    /// <param name="Name">Of whoever looked, where the municipality shows names.</param>
    /// <param name="What">What was asked for.</param>
    /// <param name="Ground">Why it was permitted; null when it was not.</param>
    /// <param name="Relation">To the citizen then: coordinator, asked, and codes of areas.</param>
    /// <param name="Outcome">permitted, or the code of the denial.</param>
    /// <param name="Units">Of the areas, as <c>SIU:Ungeenheden</c>.</param>
    public sealed record Row(
        Guid Id, DateTimeOffset At, string[] Areas, string[] Roles, bool BySystem, string? Name, bool InList, string What, string Purpose,
        string? Ground, string? Relation, string Outcome, string[] Units)
    {
        public bool IsPermitted => Outcome == AccessReasons.Permitted;

        public AccessReason Why => AccessReasons.Of(BySystem, InList, Roles, Ground, Outcome);
    }

    /// <param name="Next">Where the next page begins; null on the last.</param>
    /// <param name="AreaNames">Of every area the rows tell of, by code.</param>
    public sealed record View(IReadOnlyList<Row> Rows, Place? Next, IReadOnlyDictionary<string, string> AreaNames);

    internal sealed class Handler(ISammenhaengDb db, StaffNamesPolicy names, IReferenceData reference, TimeProvider clock) : IQueryHandler<ListAccessesToCitizen, View>
    {
        public async Task<View> Handle(ListAccessesToCitizen query, CancellationToken cancellationToken) =>
            await PageAsync(db, query.CitizenId, names, query.Before, (await reference.CurrentAsync(cancellationToken)).On(clock.Today()), cancellationToken);
    }

    internal static async Task<View> PageAsync(
        ISammenhaengDb db, CitizenId of, StaffNamesPolicy names, Place? before, ReferenceSnapshot areas, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(db, of, names, before ?? Place.Newest, OnAPage + 1, cancellationToken);
        return new View(
            [.. rows.Take(OnAPage)], rows.Count > OnAPage ? new Place(rows[OnAPage - 1].At, rows[OnAPage - 1].Id) : null, AreaNamesOf(rows, areas));
    }

    /// <param name="most">How many rows at most; null for all.</param>
    internal static Task<List<Row>> ReadAsync(
        ISammenhaengDb db, CitizenId of, StaffNamesPolicy names, Place before, int? most, CancellationToken cancellationToken)
    {
        var citizen = of.Value;
        var (at, id) = before;
        return db.Sql<Row>(
            $$"""
            select a.id, a.at, a.areas, a.roles, a.subject is null as by_system, u.name, a.citizen_id is distinct from {{citizen}} as in_list,
                   a.what, a.purpose, a.ground, a.relation, a.outcome, a.units
            from (
                (select * from access_log where citizen_id = {{citizen}} and (at, id) < ({{at}}, {{id}}) order by at desc, id desc limit {{most}})
                union all
                select * from lists_with({{citizen}}, {{at}}, {{id}}, {{most}})) a
            left join users u on {{names.ShowsNames}} and u.id = a.user_id
            order by a.at desc, a.id desc limit {{most}}
            """).ToListAsync(cancellationToken);
    }

    internal static Dictionary<string, string> AreaNamesOf(IEnumerable<Row> rows, ReferenceSnapshot areas) =>
        rows.SelectMany(row => row.Areas.Concat(AccessReasons.AreasIn(row.Relation))).Distinct().ToDictionary(code => code, code => areas.NameOf(code).Name);
}
