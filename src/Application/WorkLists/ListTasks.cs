using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Application.WorkLists;

/// <summary>All that waits for the viewer, the soonest due first, fifty a page.</summary>
/// <param name="Kind">Null of every kind.</param>
[Needs(Permission.SeeTasks)]
public sealed record ListTasks(TaskKind? Kind, ListTasks.DueBy Due, int Page) : IQuery<ListTasks.View>
{
    public const int Size = 50;

    /// <summary>By when it is to be done.</summary>
    public enum DueBy { Any, Passed, Today, Week, None }

    /// <param name="Total">Of those wanted.</param>
    /// <param name="Kinds">How many there are of each kind, wanted or not.</param>
    /// <param name="All">How many there are.</param>
    public sealed record View(IReadOnlyList<StaffTask> Rows, int Total, int Page, IReadOnlyDictionary<TaskKind, int> Kinds, int All) : IShowsCitizens
    {
        public IReadOnlyCollection<CitizenId> ShownCitizens => [.. Rows.Select(row => row.CitizenId).OfType<CitizenId>().Distinct()];
    }

    internal sealed class Validator : AbstractValidator<ListTasks>
    {
        public Validator()
        {
            RuleFor(query => query.Kind).IsInEnum();
            RuleFor(query => query.Due).IsInEnum();
            RuleFor(query => query.Page).InclusiveBetween(1, 100_000);
        }
    }

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, TimeProvider clock) : IQueryHandler<ListTasks, View>
    {
        public async Task<View> Handle(ListTasks query, CancellationToken cancellationToken)
        {
            var today = clock.Today();
            var all = await StaffTasks.ReadAsync(db, current.Viewer, today, cancellationToken);
            var wanted = all.Where(task => (query.Kind is null || task.Kind == query.Kind) && Is(task.Due, query.Due, today)).ToList();
            return new View(
                [.. wanted.Skip((query.Page - 1) * Size).Take(Size)], wanted.Count, query.Page,
                all.GroupBy(task => task.Kind).OrderBy(kind => kind.Key).ToDictionary(kind => kind.Key, kind => kind.Count()), all.Count);
        }

        private static bool Is(DateOnly? due, DueBy wanted, DateOnly today) => wanted switch
        {
            DueBy.Passed => due < today,
            DueBy.Today => due <= today,
            DueBy.Week => due <= today.AddDays(7),
            DueBy.None => due is null,
            _ => true,
        };
    }
}
