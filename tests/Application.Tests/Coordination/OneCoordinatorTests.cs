using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Coordination;

public sealed class OneCoordinatorTests : Database
{
    [Fact]
    public async Task Of_many_who_take_the_role_at_once_the_database_lets_one()
    {
        var citizen = await this.ACitizenAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Task.Run(async () =>
        {
            try
            {
                await SaveAsync(Main(citizen, $"Lone Test {number}"));
                return true;
            }
            catch (StaleRevisionException)
            {
                return false;
            }
        })));

        Assert.Single(outcomes, one => one);
        Assert.Equal(1L, await ScalarAsync<long>("select count(*) from coordinator_assignments"));
    }

    [Fact]
    public async Task Deputies_and_ended_coordinators_may_be_many()
    {
        var citizen = await this.ACitizenAsync();
        var first = Main(citizen, "Lone Test");
        await SaveAsync(first);
        await WriteAsync(async db =>
        {
            (await db.CoordinatorAssignments.SingleAsync(one => one.Id == first.Id)).End(Today);
            await db.SaveChangesAsync();
        });
        await SaveAsync(Main(citizen, "Mette Test"));
        await SaveAsync(CoordinatorAssignment.TakeOn(
            citizen, Person("Grethe Test"), new CoordinatorTerms(CoordinatorKind.Deputy, Today, [], false), Clock.GetUtcNow()));
        Assert.Equal(3L, await ScalarAsync<long>("select count(*) from coordinator_assignments"));
    }

    [Fact]
    public async Task An_assignment_is_read_back_as_it_was_saved()
    {
        var citizen = await this.ACitizenAsync();
        var saved = CoordinatorAssignment.TakeOn(
            citizen,
            Person("Lone Test"),
            new CoordinatorTerms(
                CoordinatorKind.Main, Today, [CoordinatorMandate.Grant, CoordinatorMandate.MoveAppointments], true, "Ring helst om formiddagen"),
            Clock.GetUtcNow());
        await SaveAsync(saved);

        var read = await WriteAsync(db => db.CoordinatorAssignments.SingleAsync(one => one.CitizenId == citizen));
        Assert.Equal([CoordinatorMandate.MoveAppointments, CoordinatorMandate.Grant], read.Mandate);
        Assert.Equal((saved.From, saved.State, saved.HandoverNote, saved.Revision), (read.From, read.State, read.HandoverNote, read.Revision));
        Assert.Equal("main active {moveAppointments,grant}", await ScalarAsync<string>(
            "select kind || ' ' || state || ' ' || mandate::text from coordinator_assignments"));
    }

    private static StaffPerson Person(string name) => new(PersonId.New(), null, name);

    private CoordinatorAssignment Main(CitizenId citizen, string name) => CoordinatorAssignment.TakeOn(
        citizen, Person(name), new CoordinatorTerms(CoordinatorKind.Main, Today, [], false), Clock.GetUtcNow());

    private Task SaveAsync(CoordinatorAssignment assignment) => WriteAsync(async db =>
    {
        db.CoordinatorAssignments.Add(assignment);
        await db.SaveChangesAsync();
    });
}
