using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Bench;

/// <summary>
/// What a caseworker waits for while writing: an appointment checked against the rest of the plan, and saved, of many citizens in turn;
/// access step, log and judging both before and after the change included.
/// </summary>
internal static class WritingBench
{
    private const int Population = 20_000;
    private const int WarmUp = 100;

    public static async Task RunAsync(string connectionString, int changes, string folder)
    {
        await using var services = ImportBench.Services(connectionString, folder);
        await using var source = NpgsqlDataSource.Create(connectionString);
        await SweepBench.FillAsync(services, source, Population, folder);
        await SweepBench.SweepAsync(services);
        await Requests.RegisterAsync(services);
        await SweepBench.ExecuteAsync(source, "vacuum analyze");
        var (previews, saves, searches) = (new Runs(), new Runs(), new Runs());
        var number = 0;
        foreach (var citizen in await CitizensAsync(source, changes + WarmUp))
        {
            var preview = await Requests.TimeAsync(services, new CheckItem(citizen, null, Requests.Area, "tid", 0, AnAppointment));
            var search = await Requests.TimeAsync(services, new FindTimes(citizen, Requests.Area, "tid", AnAppointment));
            var save = await Requests.TimeAsync(services, new WriteItem(citizen, Requests.Area, "tid", 0, AnAppointment, IsSeenThrough: false));
            if (number++ >= WarmUp)
            {
                previews.Add(preview);
                saves.Add(save);
                searches.Add(search);
            }
        }
        Report.Line("preview of a change", $"p50 {previews.Median:N1} ms, p95 {previews.At(0.95):N1} ms, {previews.Count} changes", "p95 50 ms");
        Report.Line("free times of 12 weeks", $"p50 {searches.Median:N1} ms, p95 {searches.At(0.95):N1} ms", "p95 50 ms");
        Report.Line("saving it", $"p50 {saves.Median:N1} ms, p95 {saves.At(0.95):N1} ms", "p95 50 ms");
    }

    private static WrittenValues AnAppointment { get; } = new(
        WrittenKind.Appointment,
        new Dictionary<string, IReadOnlyList<string>>
        {
            ["title"] = ["Hjemmebesøg"],
            ["day"] = ["2026-11-12"],
            ["startAt"] = ["13:00"],
            ["endAt"] = ["14:00"],
            ["mode"] = ["homeVisit"],
            ["status"] = ["booked"],
            ["invited"] = ["citizen"],
        });

    /// <summary>Of the caseworker's area, those with most plans first.</summary>
    private static async Task<List<CitizenId>> CitizensAsync(NpgsqlDataSource source, int count)
    {
        await using var command = source.CreateCommand(
            $"select citizen_id from plans where citizen_id in (select citizen_id from plans where area = '{Requests.Area}' and ended_at is null) group by 1 order by count(*) desc, 1 limit {count}");
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<CitizenId>();
        while (await reader.ReadAsync())
        {
            found.Add(CitizenId.From(reader.GetGuid(0)));
        }
        return found;
    }
}
