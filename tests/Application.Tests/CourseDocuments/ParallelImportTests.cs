using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Testing;
using Xunit;
using static Sammenhaeng.Application.Tests.CourseDocuments.Sending;

namespace Sammenhaeng.Application.Tests.CourseDocuments;

/// <summary>Imports at once, imports cut off, connections lost: what is there afterwards is what one quiet import would have left.</summary>
public sealed class ParallelImportTests : IAsyncLifetime
{
    private const int Citizens = 60;
    private const string First = "2026-10-01T04:00:00+02:00";

    private readonly Database _database = new();

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Imports_at_once_from_several_processes_leave_what_one_after_the_other_leaves()
    {
        await using var quiet = new Database();
        await quiet.InitializeAsync();
        var social = Lines("social", citizen => citizen);
        var sundhed = Lines("sundhed", citizen => Citizens - 1 - citizen);
        foreach (var lines in (string[][])[social, sundhed])
        {
            await quiet.ImportLinesAsync(lines);
        }

        await using var one = _database.BuildServices();
        await using var other = _database.BuildServices();
        var answers = await Task.WhenAll(
            ImportAsync(one, social), ImportAsync(other, sundhed), ImportAsync(one, sundhed), ImportAsync(other, social));

        Assert.All(answers, answer => Assert.Equal((0, 0), (answer.Rejected, answer.Documents - Citizens)));
        Assert.Equal(2 * Citizens, answers.Sum(answer => answer.Accepted));
        Assert.Equal(await quiet.ContentAsync(), await _database.ContentAsync());
    }

    [Fact]
    public async Task An_import_that_is_stopped_leaves_whole_documents_only_and_is_finished_by_sending_it_again()
    {
        var lines = Enumerable.Range(0, 30).SelectMany(day => Lines("social", citizen => citizen, day)).ToArray();
        using var stop = new CancellationTokenSource();
        var progress = new StopAfterFirst(stop);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ImportAsync(_database.Services, lines, progress, stop.Token));

        Assert.Equal("stopped", await _database.ScalarAsync<string>("select state from imports"));
        Assert.Equal(progress.Documents, await _database.ScalarAsync<long>("select documents from imports"));
        Assert.Equal(0L, await _database.ScalarAsync<long>(
            "select count(*) from course_sources s where (select count(*) from goals g where g.citizen_id = s.citizen_id and g.ended_at is null) <> 2"));
        await _database.ImportLinesAsync(lines);
        Assert.Equal((long)Citizens, await _database.ScalarAsync<long>("select count(*) from plans where title = 'Plan 29' and ended_at is null"));
    }

    [Fact]
    public async Task A_connection_that_is_lost_on_the_way_costs_nothing()
    {
        var lines = Enumerable.Range(0, 25).SelectMany(day => Lines("social", citizen => citizen, day)).ToArray();
        using var over = new CancellationTokenSource();
        var killing = KillImportsAsync(over.Token);

        var answer = await ImportAsync(_database.Services, lines);
        await over.CancelAsync();

        Assert.True(await killing > 0);
        Assert.Equal((lines.Length, 0), (answer.Documents, answer.Rejected));
        Assert.Equal((long)Citizens, await _database.ScalarAsync<long>("select count(*) from plans where title = 'Plan 24' and ended_at is null"));
        Assert.Equal("finished", await _database.ScalarAsync<string>("select state from imports"));
        Assert.Equal((long)lines.Length, await _database.ScalarAsync<long>("select documents from imports"));
    }

    private static string[] Lines(string source, Func<int, int> order, int day = 0) =>
    [
        .. Enumerable.Range(0, Citizens).Select(order).Select(citizen => Document(
                source, $"2026-10-{day / 24 + 1:00}T{day % 24:00}:00:00+02:00", cpr: $"0101809{citizen + 900:000}")
            .With("plans", Plan("P1", $"Plan {day}")).With("goals", Goal("G1", "P1"), Goal("G2", "P1")).ToJsonString()),
    ];

    /// <summary>Ends the session of whoever is in the middle of an import, a few times.</summary>
    private async Task<int> KillImportsAsync(CancellationToken over)
    {
        var killed = 0;
        while (!over.IsCancellationRequested && killed < 3)
        {
            killed += (int)await _database.ScalarAsync<long>(
                """
                select count(*) from (
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle' and query like '%t_documents%') killed
                """);
            await Task.Delay(TimeSpan.FromMilliseconds(15), CancellationToken.None);
        }
        return killed;
    }

    private static async Task<ImportAnswer> ImportAsync(
        IServiceProvider services, string[] lines, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.System("test"));
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        var answer = await scope.ServiceProvider.GetRequiredService<ISender>()
            .Send(new ImportDocuments(stream, DocumentFormat.OnePerLine, ImportOrigin.Console) { Progress = progress }, cancellationToken);
        return answer.Value;
    }

    private sealed class StopAfterFirst(CancellationTokenSource stop) : IProgress<ImportProgress>
    {
        public long Documents { get; private set; }

        public void Report(ImportProgress value)
        {
            Documents = value.Documents;
            stop.Cancel();
        }
    }
}
