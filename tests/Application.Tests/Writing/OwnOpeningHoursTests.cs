using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Infrastructure.Reference;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Writing;

/// <summary>A municipality that is open on Saturday mornings alone.</summary>
public sealed class OwnOpeningHoursTests : Database
{
    protected override void Add(IServiceCollection services) => services.AddSingleton(Read("Saturday", "09:30-12:00"));

    [Fact]
    public async Task Times_are_offered_in_the_hours_of_the_municipality()
    {
        var karina = await this.ImportCaseAsync("karina");
        await this.ACaseworkerAsync("maja", "SIU");
        await RecheckAsync();
        var maja = Caller.WithSubject("maja", "test");
        var values = new WrittenValues(WrittenKind.Appointment, new Dictionary<string, IReadOnlyList<string>>
        {
            ["title"] = ["Samtale"],
            ["day"] = [""],
            ["startAt"] = ["08:00"],
            ["endAt"] = ["09:00"],
            ["mode"] = ["phone"],
            ["status"] = ["booked"],
            ["invited"] = ["citizen"],
        });
        var travel = ConflictId.From(await ScalarAsync<Guid>("select id from conflicts where rule = 'appointment.travel'"));
        foreach (var times in new[]
        {
            (await SendAsync(maja, new FindTimes(karina, "SIU", "tid", values, []))).Times,
            (await SendAsync(maja, new FindWaysOut(travel))).Things.Single(thing => thing.Key.Id == "A6").Times,
        })
        {
            // The day that is asked for is looked at though it is closed.
            var others = times.Where(time => DateOnly.FromDateTime(time.Start) != Today && DateOnly.FromDateTime(time.Start) != new DateOnly(2026, 10, 8)).ToList();
            Assert.NotEmpty(others);
            Assert.All(others, time => Assert.Equal((DayOfWeek.Saturday, true), (time.Start.DayOfWeek, time.Start.TimeOfDay >= new TimeSpan(9, 30, 0) && time.End.TimeOfDay <= new TimeSpan(12, 0, 0))));
        }
    }

    [Theory]
    [InlineData("12:00-09:30")]
    [InlineData("9-12")]
    [InlineData("hele dagen")]
    public void Hours_that_are_none_stop_the_program_from_starting(string told) => Assert.Throws<InvalidOperationException>(() => Read("Monday", told));

    private static OpeningHours Read(string day, string told) =>
        OpeningHoursSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["OpeningHours:" + day] = told }).Build());
}
