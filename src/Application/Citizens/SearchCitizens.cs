using System.Runtime.CompilerServices;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Application.Citizens;

/// <summary>Citizens by name (every word begins a part of it) or by CPR number, among those the viewer may see.</summary>
/// <param name="Cpr">With or without hyphen; alone.</param>
[Needs(Permission.FindCitizens)]
public sealed record SearchCitizens(string? Cpr, string? Name, DateOnly? BirthDate = null, int Page = 1, int Size = SearchCitizens.Ordinary)
    : IQuery<SearchCitizens.View>, ILooksForNumber
{
    public const int Ordinary = 50;
    public const int LongestName = 100;

    private const int LargestPage = 200;
    private const int LastPage = 1_000_000;

    public sealed record Row(CitizenId Id, string Name, DateOnly BirthDate);

    public sealed record View(IReadOnlyList<Row> Rows, bool HasMore) : IShowsCitizens
    {
        public IReadOnlyCollection<CitizenId> ShownCitizens => [.. Rows.Select(row => row.Id)];
    }

    /// <summary>What somebody wrote into a single field: a number if it can be one, else a name.</summary>
    public static SearchCitizens For(string text)
    {
        var number = text.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        return Domain.Citizens.Cpr.TryParse(number, out _)
            ? new SearchCitizens(number, null)
            : new SearchCitizens(null, text.Length > LongestName ? text[..LongestName] : text);
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
        }
    }

    internal sealed record Found(Guid Id, string Name, DateOnly BirthDate);

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, ICprMarks marks, TimeProvider clock)
        : IQueryHandler<SearchCitizens, View>
    {
        // Whose number it is is found past the policies and told nobody: somebody who is not here is looked for among the viewer's citizens
        // just as somebody whom they may not see, and takes as long.
        private const string ByCpr =
            $$"""
            select c.id, c.given_name || ' ' || c.family_name as name, c.birth_date
            from (select coalesce((select found from citizen_ids_of({3}) found), '00000000-0000-0000-0000-000000000000') as id offset 0) z
            join citizens c on c.id = case when {{StaffCitizens.WorksWith}} then z.id end
            where ({4}::date is null or c.birth_date = {4})
            order by c.family_name, c.given_name, c.id
            limit {5} offset {6}
            """;

        // By the longest word first, which fewest names begin with; the others are looked for in those alone.
        private const string ByName =
            $$"""
            select z.id, z.given_name || ' ' || z.family_name as name, z.birth_date
            from citizens z
            where z.id in (
                select w.citizen_id
                from (select words, (select word from unnest(words) word order by length(word) desc, word limit 1) as longest
                      from (select search_words({3}) as words) asked) asked
                join citizen_words w on w.word >= asked.longest and w.word < asked.longest || {{AfterAll}}
                where not exists (
                    select from unnest(asked.words) other
                    where other <> asked.longest and not exists (select from unnest(w.words) word where starts_with(word, other))))
              and ({4}::date is null or z.birth_date = {4}) and {{StaffCitizens.WorksWith}}
            order by z.family_name, z.given_name, z.id
            limit {5} offset {6}
            """;

        // The last character there is: whatever begins with a word comes before the word and this.
        private const string AfterAll = "chr(1114111)";

        public async Task<View> Handle(SearchCitizens query, CancellationToken cancellationToken)
        {
            var (sql, wanted) = query.Cpr is null
                ? (ByName, (object)query.Name!)
                : (ByCpr, await marks.OfAsync(Domain.Citizens.Cpr.Parse(query.Cpr), cancellationToken));
            var viewer = current.Viewer;
            var found = await db.Sql<Found>(FormattableStringFactory.Create(
                sql, viewer.UserId?.Value ?? Guid.Empty, viewer.Areas.ToArray(), clock.Today(),
                wanted, query.BirthDate, query.Size + 1, (query.Page - 1) * query.Size)).ToListAsync(cancellationToken);
            return new View(
                [.. found.Take(query.Size).Select(row => new Row(CitizenId.From(row.Id), row.Name, row.BirthDate))], found.Count > query.Size);
        }
    }
}
