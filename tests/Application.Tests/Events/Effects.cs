using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Events;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Infrastructure.Persistence;
using Sammenhaeng.Testing;

namespace Sammenhaeng.Application.Tests.Events;

/// <summary>Leaves a row each time it hears that somebody became a coordinator.</summary>
public sealed class WriteEffect(SammenhaengDb db) : IOn<CoordinatorTookOn>
{
    public async Task HandleAsync(CoordinatorTookOn happened, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync(
            $"insert into test_effects (handler, assignment, citizen) values ('effect', {happened.AssignmentId.Value}, {happened.CitizenId.Value})",
            cancellationToken);
    }
}

/// <summary>Fails for as long as the table says so, after having written.</summary>
public sealed class FailAfterWriting(SammenhaengDb db) : IOn<CoordinatorTookOn>
{
    public async Task HandleAsync(CoordinatorTookOn happened, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync(
            $"insert into test_effects (handler, assignment, citizen) values ('failing', {happened.AssignmentId.Value}, {happened.CitizenId.Value})",
            cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"select 1 / (select count(*) from test_healthy where citizen = {happened.CitizenId.Value})", cancellationToken);
    }
}

internal static class EffectsTable
{
    public static Task PrepareAsync(Database database) => database.ExecuteAsync(
        """
        create table test_effects (
            position bigint generated always as identity, handler text, assignment uuid, citizen uuid, at timestamptz default clock_timestamp());
        create table test_healthy (citizen uuid)
        """);

    public static CoordinatorAssignment Deputy(this Domain.Citizens.CitizenId citizen) => CoordinatorAssignment.TakeOn(
        citizen,
        new StaffPerson(PersonId.New(), null, "Grethe Test Nielsen"),
        new CoordinatorTerms(CoordinatorKind.Deputy, Database.Today, [CoordinatorMandate.MoveAppointments], false),
        new DateTimeOffset(2026, 10, 5, 6, 0, 0, TimeSpan.Zero));
}
