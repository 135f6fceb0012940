using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.SharedPlans;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.SharedPlans;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.SharedPlans;

/// <summary>Karina, who signs in herself, and what staff of three areas write with her in common.</summary>
public abstract class SharedPlanDatabase : IAsyncLifetime
{
    protected static readonly string[] Steps = ["Ligger i sengen", "Står op hver anden dag", "Står op hver dag", "Kommer ud hver dag", "I praktik"];

    protected KarinaDatabase Database { get; } = new();
    protected CitizenId Karina { get; private set; }
    protected Caller Herself { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        Karina = await Database.KarinaAsync();
        Herself = await PersonAsync(await Database.ScalarAsync<byte[]>("select cpr_index from citizens where id = $1", Karina.Value));
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    protected async Task<Caller> PersonAsync(byte[] index)
    {
        var person = await Database.ScalarAsync<Guid>("insert into private_persons (id, cpr_index) values (gen_random_uuid(), $1) returning id", index);
        return Caller.AsPerson(person, "test", await Database.Services.GetRequiredService<ISessions>().StartAsync(Caller.SubjectOf(person), null, CancellationToken.None));
    }

    protected async Task<SharedContent> SeenByAsync(Caller by) =>
        (await Database.SendAsync(by, new OpenSharedPlan(Karina, null, null, Language.Da))).Content!;

    protected async Task<long> RevisionAsync() => (await SeenByAsync(KarinaDatabase.Maja)).Revision;

    protected async Task<Result<Done>> SayAsync(Caller by, string text, WordsAbout about = WordsAbout.WhatMatters) =>
        await Database.SendAsync(by, new WriteWords(Karina, await RevisionAsync(), about, text));

    protected async Task<CommonGoalId> GoalAsync(Caller by, params ItemKey[] under)
    {
        var id = CommonGoalId.From(Guid.NewGuid());
        Assert.True((await Database.SendAsync(by, new WriteCommonGoal(Karina, id, 0, "Hverdagen skal hænge sammen", Steps, 1, under))).Succeeded);
        return id;
    }

    protected async Task<CommonGoalLine> GoalAsync(Caller by, CommonGoalId id)
    {
        var content = await SeenByAsync(by);
        return content.Goals.Concat(content.ClosedGoals).Single(goal => goal.Id == id);
    }

    protected async Task<ItemKey> GoalOfAsync(string area)
    {
        var key = await Database.ScalarAsync<string>(
            "select source || ':' || id from goals where citizen_id = $1 and area = $2 and ended_at is null and status = 'active' order by id limit 1", Karina.Value, area);
        return CommonGoalVersion.KeyOf(key);
    }

    /// <summary>Past the program: as a private person who looks at Karina.</summary>
    protected async Task<int> AsAsync(Caller person, string sql)
    {
        await using var connection = await Database.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var tell = new NpgsqlCommand(
            "select set_config('app.person', $1::text, true), set_config('app.close', '{}', true), set_config('app.day', $2::text, true), look_at($3)", connection, transaction)
        {
            Parameters = { new() { Value = person.Person!.Value }, new() { Value = Testing.Database.Today }, new() { Value = Karina.Value } },
        })
        {
            await tell.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        await using var change = new NpgsqlCommand(sql, connection, transaction);
        return await change.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
