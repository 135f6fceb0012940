using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Application.Citizens;

/// <summary>Citizens by name (every word begins a part of it) or by CPR number, among those the viewer may see.</summary>
[Needs(Permission.FindCitizens)]
public sealed record SearchCitizens(string Text) : IQuery<SearchCitizens.View>
{
    public const int Most = 50;

    public sealed record Row(CitizenId Id, string Name, DateOnly BirthDate);

    public sealed record View(IReadOnlyList<Row> Rows, bool IsCut) : IShowsCitizens
    {
        public IReadOnlyCollection<CitizenId> ShownCitizens => [.. Rows.Select(row => row.Id)];
    }

    internal sealed class Validator : AbstractValidator<SearchCitizens>
    {
        public Validator() => RuleFor(query => query.Text).NotEmpty().WithMessage("search.empty").MaximumLength(100).WithMessage("search.long");
    }

    internal sealed record Found(Guid Id, string Name, DateOnly BirthDate);

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, ICprProtection protection, TimeProvider clock)
        : IQueryHandler<SearchCitizens, View>
    {
        private const string Sql =
            """
            select z.id, z.given_name || ' ' || z.family_name as name, z.birth_date
            from citizens z
            where (({4}::bytea is not null and z.cpr_index = {4})
                or ({4}::bytea is null and not exists (
                  select from unnest({5}) word where not (' ' || z.given_name || ' ' || z.family_name) ilike '% ' || word || '%')))
              and z.id in (select citizen_id from mine)
            order by z.family_name, z.given_name, z.id
            limit {6}
            """;

        public async Task<View> Handle(SearchCitizens query, CancellationToken cancellationToken)
        {
            var text = query.Text.Trim();
            var index = Cpr.TryParse(text.ToUpperInvariant().Replace(" ", "", StringComparison.Ordinal), out var cpr) ? protection.IndexOf(cpr) : null;
            var words = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(Escaped).ToArray();
            var found = await db.Sql<Found>(StaffCitizens.Query(
                current.Viewer, CitizenScope.Areas, clock.Today(), Sql, index, words, Most + 1)).ToListAsync(cancellationToken);
            return new View([.. found.Take(Most).Select(row => new Row(CitizenId.From(row.Id), row.Name, row.BirthDate))], found.Count > Most);
        }

        private static string Escaped(string word) =>
            word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
    }
}
