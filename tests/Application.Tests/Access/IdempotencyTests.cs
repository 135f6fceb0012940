using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Access;

public sealed class IdempotencyTests : Database
{
    private static readonly Caller Someone = Caller.System("test");

    protected override void Add(IServiceCollection services) => services.AddMessaging(typeof(IdempotencyTests).Assembly);

    [Fact]
    public async Task The_same_command_with_the_same_key_has_one_effect_and_the_same_answer()
    {
        var citizen = await this.ACitizenAsync();
        var first = await SendAsync(Someone, new NameDeputy(citizen, "Grethe Test"), "key-1");
        var second = await SendAsync(Someone, new NameDeputy(citizen, "Grethe Test"), "key-1");
        Assert.Equal(first.Value, second.Value);
        Assert.Equal(1L, await CountAsync());

        await SendAsync(Someone, new NameDeputy(citizen, "Grethe Test"), "key-2");
        Assert.Equal(2L, await CountAsync());
    }

    [Fact]
    public async Task Sent_many_times_at_once_it_still_has_one_effect()
    {
        var citizen = await this.ACitizenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
            SendAsync(Someone, new NameDeputy(citizen, "Grethe Test"), "key-1"))));
        Assert.Single(answers.Select(answer => answer.Value).Distinct());
        Assert.Equal(1L, await CountAsync());
    }

    [Fact]
    public async Task A_key_used_for_another_request_is_refused()
    {
        var citizen = await this.ACitizenAsync();
        await SendAsync(Someone, new NameDeputy(citizen, "Grethe Test"), "key-1");
        await Assert.ThrowsAsync<IdempotencyKeyReusedException>(
            () => SendAsync(Someone, new NameDeputy(citizen, "Lone Test"), "key-1"));
    }

    [Fact]
    public async Task A_refusal_is_remembered_and_a_failure_is_not()
    {
        var citizen = await this.ACitizenAsync();
        for (var i = 0; i < 2; i++)
        {
            var refused = await SendAsync(Someone, new NameDeputy(citizen, "Nobody Test"), "refused");
            Assert.Equal("coordination.cannotAnswer", refused.Refusal.Code);
            await Assert.ThrowsAsync<InvalidOperationException>(
                () => SendAsync(Someone, new NameDeputy(citizen, "Broken Test"), "broken"));
        }
        Assert.Equal(1L, await ScalarAsync<long>("select count(*) from idempotency_keys"));
        Assert.Equal(0L, await CountAsync());
    }

    [Fact]
    public async Task Keys_are_forgotten_after_two_days()
    {
        var citizen = await this.ACitizenAsync();
        await SendAsync(Someone, new NameDeputy(citizen, "Grethe Test"), "old");
        await SendAsync(Someone, new NameDeputy(citizen, "Grethe Test"), "new");
        await ExecuteAsync("update idempotency_keys set at = now() - interval '49 hours' where key = 'old'");
        var job = ActivatorUtilities.CreateInstance<Infrastructure.Jobs.ForgetIdempotencyKeys>(Services);
        await job.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal("new", await ScalarAsync<string>("select string_agg(key, ',') from idempotency_keys"));
    }

    private Task<long> CountAsync() => ScalarAsync<long>("select count(*) from coordinator_assignments");
}
