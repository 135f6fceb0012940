using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Events;

public sealed class RecordEventsTests : Database
{
    [Fact]
    public async Task A_change_its_event_and_the_due_citizen_are_saved_together()
    {
        var citizen = await this.ACitizenAsync();
        await WriteAsync(async db =>
        {
            db.CoordinatorAssignments.Add(citizen.Deputy());
            await db.SaveChangesAsync();
        });

        Assert.Equal("CoordinatorTookOn", await ScalarAsync<string>("select name from domain_events where citizen_id = $1", citizen.Value));
        Assert.Equal(1L, await ScalarAsync<long>("select count(*) from due_citizens where citizen_id = $1", citizen.Value));
    }

    [Fact]
    public async Task A_change_that_is_undone_leaves_neither_event_nor_due_citizen()
    {
        var citizen = await this.ACitizenAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(async db =>
        {
            db.CoordinatorAssignments.Add(citizen.Deputy());
            await db.SaveChangesAsync();
            throw new InvalidOperationException("Something else went wrong.");
        }));

        Assert.Equal(0L, await ScalarAsync<long>("select count(*) from domain_events"));
        Assert.Equal(0L, await ScalarAsync<long>("select count(*) from due_citizens"));
        Assert.Equal(0L, await ScalarAsync<long>("select count(*) from coordinator_assignments"));
    }

    [Fact]
    public async Task Many_changes_make_a_citizen_due_once_and_move_the_token_on()
    {
        var citizen = await this.ACitizenAsync();
        long? token = null;
        for (var i = 0; i < 3; i++)
        {
            await WriteAsync(async db =>
            {
                db.CoordinatorAssignments.Add(citizen.Deputy());
                await db.SaveChangesAsync();
            });
            var next = await ScalarAsync<long>("select token from due_citizens where citizen_id = $1", citizen.Value);
            Assert.True(token is null || next > token);
            token = next;
        }
        Assert.Equal(1L, await ScalarAsync<long>("select count(*) from due_citizens"));
    }

    [Fact]
    public async Task An_event_that_nobody_listens_to_is_history_at_once()
    {
        var citizen = await this.ACitizenAsync();
        var user = await this.ACaseworkerAsync("grethe", "SIU");
        await WriteAsync(async db =>
        {
            var deputy = citizen.Deputy();
            deputy.Authorise([]);
            db.CoordinatorAssignments.Add(deputy);
            await db.SaveChangesAsync();
        });
        Assert.NotNull(user);
        Assert.Equal(0L, await ScalarAsync<long>(
            "select count(*) from domain_events where name = 'CoordinatorMandateChanged' and dispatched_at is null"));
    }

    [Fact]
    public async Task Somebody_elses_change_in_between_is_not_overwritten()
    {
        var citizen = await this.ACitizenAsync();
        var deputy = citizen.Deputy();
        await WriteAsync(async db =>
        {
            db.CoordinatorAssignments.Add(deputy);
            await db.SaveChangesAsync();
        });

        await Assert.ThrowsAsync<Application.Persistence.StaleRevisionException>(() => WriteAsync(async db =>
        {
            var loaded = db.CoordinatorAssignments.Single(one => one.Id == deputy.Id);
            await ExecuteAsync("update coordinator_assignments set revision = revision + 1");
            loaded.Authorise([]);
            await db.SaveChangesAsync();
        }));
    }

    [Fact]
    public void Events_carry_ids_and_nothing_else()
    {
        var others =
            from type in typeof(IDomainEvent).Assembly.GetTypes()
            where type is { IsInterface: false } && type.IsAssignableTo(typeof(IDomainEvent))
            from property in type.GetProperties()
            where property.Name != "EqualityContract"
                && !property.PropertyType.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IId<>))
                && !property.PropertyType.IsEnum
                && property.PropertyType != typeof(DateOnly)
                && property.PropertyType != typeof(DateOnly?)
            select $"{type.Name}.{property.Name}";
        Assert.Empty(others);
    }
}
