using Sammenhaeng.Application.Staff;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Staff;

public sealed class WelcomeStaffTests : Database
{
    private static readonly JobFunction Youth = new(Roles.Caseworker, "SIU", "Ungeenheden");

    [Fact]
    public async Task What_is_told_on_another_day_ends_what_was_told_before()
    {
        Assert.True((await WelcomeAsync(Youth)).Value);
        Clock.Advance(TimeSpan.FromDays(10));
        Assert.True((await WelcomeAsync(new JobFunction(Roles.Leader, "SIU"))).Value);
        Assert.Equal("SIU::2026-10-15: SIU:Ungeenheden:2026-10-05:2026-10-14", await StandAsync());
        Assert.False((await WelcomeAsync()).Value);
        Assert.Equal("SIU:Ungeenheden:2026-10-05:2026-10-14", await StandAsync());
        Assert.True((await WelcomeAsync(Youth)).Value);
        Assert.Equal("SIU:Ungeenheden:2026-10-05:2026-10-14 SIU:Ungeenheden:2026-10-15:", await StandAsync());
    }

    private Task<Domain.Kernel.Result<bool>> WelcomeAsync(params JobFunction[] functions) => SendAsync(new WelcomeStaff("ny", "Ny Test", functions, []));

    private Task<string> StandAsync() => ScalarAsync<string>(
        "select coalesce(string_agg(concat_ws(':', area, unit, valid_from::text, coalesce(valid_to::text, '')), ' ' order by area, unit, valid_from), '') from user_areas");
}
