using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Application.Tests.CourseDocuments;
using Sammenhaeng.Infrastructure.Courses;
using Sammenhaeng.Infrastructure.Persistence;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Conflicts;

public sealed class CourseStreamTests : IAsyncLifetime
{
    private readonly Database _database = new();

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Each_course_is_handed_out_as_it_is_read_alone_without_whom_nobody_asks_for_and_never_backwards()
    {
        for (var i = 0; i < 5; i++)
        {
            await _database.ACitizenWithAnOverlapAsync();
        }
        var citizens = (await _database.ScalarAsync<Guid[]>("select array_agg(id order by id) from citizens"))!;
        var reference = (await _database.Services.GetRequiredService<IReferenceData>().CurrentAsync(TestContext.Current.CancellationToken)).On(Database.Today);
        await using var connection = await _database.Services.GetRequiredService<SystemDataSource>().Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        using var stream = new CourseStream(connection);
        await stream.ReadAsync(CourseStream.RangeOf(citizens), TestContext.Current.CancellationToken);

        foreach (var citizen in (Guid[])[citizens[0], citizens[2], citizens[4]])
        {
            var alone = new CitizenCourses([citizen]);
            await using var other = await _database.Services.GetRequiredService<SystemDataSource>().Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await CourseReader.ReadAsync(other, null, alone, reference, withTexts: false, TestContext.Current.CancellationToken);
            _ = alone[citizen].Build(Database.Today, reference);

            var course = stream.Next(citizen, reference);
            _ = course.Build(Database.Today, reference);

            Assert.Equal(2, course.Appointments.Count);
            Assert.Equal(alone[citizen].Describe(), course.Describe());
        }
        Assert.Throws<InvalidOperationException>(() => stream.Next(citizens[1], reference));
    }
}
