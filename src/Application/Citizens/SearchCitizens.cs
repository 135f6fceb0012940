using System.Runtime.CompilerServices;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Application.Citizens;

/// <summary>
/// Citizens by name (every word begins a part of it) or by CPR number, among those the viewer may see; for people also by how a name sounds,
/// and by what stands in the plans.
/// </summary>
/// <param name="Cpr">With or without hyphen; alone.</param>
/// <param name="Farthest">How unlike what was written a name may be. Whoever is nearest comes first; nearly alike are found where nobody is nearer.</param>
/// <param name="PlansToo">How many plans and goals at most, whose title, case number or text has every word.</param>
[Needs(Permission.FindCitizens)]
public sealed record SearchCitizens(
    string? Cpr, string? Name, DateOnly? BirthDate = null, int Page = 1, int Size = SearchCitizens.Ordinary,
    SearchCitizens.Likeness Farthest = SearchCitizens.Likeness.Letters, int PlansToo = 0)
    : IQuery<SearchCitizens.View>, ILooksForNumber
{
    public const int Ordinary = 50;
    public const int LongestName = 100;

    private const int LargestPage = 200;
    private const int LastPage = 1_000_000;

    public enum Likeness { Letters = 1, Sound = 2, Nearly = 3 }

    public sealed record Row(CitizenId Id, string Name, DateOnly BirthDate);

    /// <param name="Likeness">Of all rows the least alike.</param>
    public sealed record View(IReadOnlyList<Row> Rows, bool HasMore, Likeness Likeness, SearchInPlans.Found InPlans) : IShowsCitizens
    {
        public IReadOnlyCollection<CitizenId> ShownCitizens => [.. Rows.Select(row => row.Id).Concat(InPlans.Rows.Select(row => row.Citizen.Id)).Distinct()];
    }

    /// <summary>What somebody wrote into a single field: a number if it can be one, else a name or what stands in a plan.</summary>
    public static SearchCitizens For(string text, int size = Ordinary, int plansToo = Ordinary)
    {
        var number = text.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        return Domain.Citizens.Cpr.TryParse(number, out _)
            ? new SearchCitizens(number, null)
            : new SearchCitizens(null, text.Length > LongestName ? text[..LongestName] : text, Size: size, Farthest: Likeness.Nearly, PlansToo: plansToo);
    }

    internal sealed class Validator : AbstractValidator<SearchCitizens>
    {
        public Validator()
        {
            RuleFor(query => query.Cpr)
                .Must(cpr => Domain.Citizens.Cpr.TryParse(cpr, out _)).WithErrorCode("cpr.invalid").WithMessage("That is not a CPR number.")
                .When(query => query.Cpr is not null);
            RuleFor(query => query.Name)
                .Null().WithErrorCode("search.both").WithMessage("Search by CPR number alone, or by name.")
                .When(query => query.Cpr is not null);
            RuleFor(query => query.Name).NotEmpty().WithMessage("search.empty").When(query => query.Cpr is null);
            RuleFor(query => query.Name).MaximumLength(LongestName).WithMessage("search.long");
            RuleFor(query => query.Page).InclusiveBetween(1, LastPage);
            RuleFor(query => query.Size).InclusiveBetween(1, LargestPage);
            RuleFor(query => query.Farthest).IsInEnum();
            RuleFor(query => query.PlansToo).InclusiveBetween(0, LargestPage);
        }
    }

    internal sealed record Found(Guid Id, string Name, DateOnly BirthDate, int How);

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, ICprMarks marks, SearchInPlans inPlans, TimeProvider clock)
        : IQueryHandler<SearchCitizens, View>
    {
        // Whose number it is is found past the policies and told nobody: somebody who is not here is looked for among the viewer's citizens
        // just as somebody whom they may not see, and takes as long.
        private const string ByCpr =
            $$"""
            select c.id, c.given_name || ' ' || c.family_name as name, c.birth_date, 1 as how
            from (select coalesce((select found from citizen_ids_of({3}) found), '00000000-0000-0000-0000-000000000000') as id offset 0) z
            join citizens c on c.id = case when {{StaffCitizens.WorksWith}} then z.id end
            where ({4}::date is null or c.birth_date = {4})
            order by c.family_name, c.given_name, c.id
            limit {5} offset {6}
            """;

        // The database finds them among whom the viewer works with, and here it is asked of each again: either would do alone.
        private const string ByName =
            $$"""
            select z.id, z.given_name || ' ' || z.family_name as name, z.birth_date, f.how
            from find_citizens({3}, {4}, {5}, {6}, {7}) f join citizens z on z.id = f.citizen_id
            where {{StaffCitizens.WorksWith}}
            order by f.how, z.family_name, z.given_name, z.id
            """;

        public async Task<View> Handle(SearchCitizens query, CancellationToken cancellationToken)
        {
            if (query.Cpr is { } cpr)
            {
                return ViewOf(query, await FindAsync(ByCpr, await marks.OfAsync(Domain.Citizens.Cpr.Parse(cpr), cancellationToken), query, Likeness.Letters, cancellationToken), SearchInPlans.Found.None);
            }
            var usual = query.Farthest == Likeness.Letters ? Likeness.Letters : Likeness.Sound;
            var found = await FindAsync(ByName, query.Name!, query, usual, cancellationToken);
            if (found.Count == 0 && query.Page == 1 && query.Farthest == Likeness.Nearly)
            {
                found = await FindAsync(ByName, query.Name!, query, Likeness.Nearly, cancellationToken);
            }
            return ViewOf(query, found, query.PlansToo == 0 ? SearchInPlans.Found.None : await inPlans.FindAsync(query.Name!, query.PlansToo, cancellationToken));
        }

        private Task<List<Found>> FindAsync(string sql, object wanted, SearchCitizens query, Likeness farthest, CancellationToken cancellationToken)
        {
            var viewer = current.Viewer;
            return db.Sql<Found>(FormattableStringFactory.Create(
                sql, viewer.UserId?.Value ?? Guid.Empty, viewer.Areas.ToArray(), clock.Today(),
                wanted, query.BirthDate, query.Size + 1, (query.Page - 1) * query.Size, (int)farthest)).ToListAsync(cancellationToken);
        }

        private static View ViewOf(SearchCitizens query, List<Found> found, SearchInPlans.Found inPlans)
        {
            var rows = found.Take(query.Size).ToList();
            return new View(
                [.. rows.Select(row => new Row(CitizenId.From(row.Id), row.Name, row.BirthDate))], found.Count > query.Size,
                rows.Count == 0 ? Likeness.Letters : (Likeness)rows.Max(row => row.How), inPlans);
        }
    }
}
