using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Citizens;

/// <summary>
/// Plans and goals by their words: of own areas, and what is shared with them. A name of a place where somebody protected is stands in no
/// text that is shown, and so nothing is found by it.
/// </summary>
public sealed class SearchInPlans(ISammenhaengDb db, ICurrentViewer current, IReferenceData reference, TimeProvider clock)
{
    /// <param name="Plan">The plan, or the one the goal is in.</param>
    /// <param name="CaseNumber">Of a plan that has one.</param>
    public sealed record Row(SearchCitizens.Row Citizen, bool IsGoal, ItemKey Plan, AreaName Area, string Text, string? CaseNumber);

    public sealed record Found(IReadOnlyList<Row> Rows, bool HasMore)
    {
        public static Found None { get; } = new([], false);
    }

    private sealed record Hit(
        Guid CitizenId, string Name, DateOnly BirthDate, string Source, string Kind, string PlanId, string Area, string Text, string? CaseNumber, string[] Hidden);

    private const string Sql =
        $$"""
        select f.citizen_id, z.given_name || ' ' || z.family_name as name, z.birth_date, f.source, f.kind, f.plan_id, f.area, f.text, f.case_number, f.hidden
        from find_in_plans({3}, {4}) f join citizens z on z.id = f.citizen_id
        where {{StaffCitizens.WorksWith}}
        order by z.family_name, z.given_name, z.id, f.kind desc, f.text, f.id
        """;

    internal async Task<Found> FindAsync(string asked, int most, CancellationToken cancellationToken)
    {
        var viewer = current.Viewer;
        var hits = await db.Sql<Hit>(FormattableStringFactory.Create(
            Sql, viewer.UserId?.Value ?? Guid.Empty, viewer.Areas.ToArray(), clock.Today(), asked, most + 1)).ToListAsync(cancellationToken);
        var areas = (await reference.CurrentAsync(cancellationToken)).On(clock.Today());
        var rows = hits.Take(most).Select(hit => (Hit: hit, Text: new ProtectedWords(hit.Hidden).TakenOutOf(hit.Text))).ToList();
        var stillFound = await StillFoundAsync(asked, [.. rows.Where(row => row.Text != row.Hit.Text).Select(row => row.Text + " " + row.Hit.CaseNumber)], cancellationToken);
        return new Found(
            [
                .. rows.Where(row => row.Text == row.Hit.Text || stillFound.Contains(row.Text + " " + row.Hit.CaseNumber)).Select(row => new Row(
                    new SearchCitizens.Row(CitizenId.From(row.Hit.CitizenId), row.Hit.Name, row.Hit.BirthDate), row.Hit.Kind == "goals",
                    new ItemKey(row.Hit.Source, row.Hit.PlanId), areas.NameOf(row.Hit.Area), row.Text, row.Hit.CaseNumber)),
            ],
            hits.Count > most);
    }

    /// <summary>Those of the shown texts that have the words yet.</summary>
    private async Task<IReadOnlySet<string>> StillFoundAsync(string asked, string[] shown, CancellationToken cancellationToken) => shown.Length == 0
        ? new HashSet<string>()
        : (await db.Sql<string>($"select shown as \"Value\" from unnest({shown}) shown where has_words(shown, {asked})").ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
}
