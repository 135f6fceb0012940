using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Testing;
using Xunit;
using static Sammenhaeng.Application.Tests.CourseDocuments.Sending;

namespace Sammenhaeng.Application.Tests.CourseDocuments;

public sealed class ImportTests : IAsyncLifetime
{
    private readonly Database _database = new();

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task The_worked_citizens_come_in()
    {
        var answer = await _database.ImportAsync(
            Case("karina", "jobcenter"), Case("karina", "skole-familie"), Case("karina", "social"), Case("karina", "sundhed"),
            Case("jonas", "jobcenter"), Case("jonas", "region"), Case("jonas", "social"), Case("poul", "social"), Case("poul", "sundhed"));
        Assert.Equal((9, 9, 0, 0), (answer.Documents, answer.Accepted, answer.Unchanged, answer.Rejected));
        Assert.Equal(3L, await _database.ScalarAsync<long>("select count(*) from citizens"));
        Assert.Equal(3L, await _database.ScalarAsync<long>("select count(*) from due_citizens"));
    }
}
