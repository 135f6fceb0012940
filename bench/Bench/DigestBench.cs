using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Infrastructure.Integration.Mail;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Bench;

/// <summary>
/// The daily mail of everybody of the staff, twenty notices each, as the job sends it: made as one set, and given one by one over SMTP to a
/// server on this machine, each marked as sent with a commit that waits for the disk.
/// </summary>
internal static class DigestBench
{
    private const int NoticesEach = 20;

    public static async Task RunAsync(string connectionString, int people, string folder)
    {
        await using var server = new MailCatcher(folder: null);
        await server.StartAsync(CancellationToken.None);
        await using var services = ImportBench.Services(connectionString, folder, instead =>
        {
            instead.AddSingleton(new MailSettings
            {
                Host = "127.0.0.1",
                Port = server.Port,
                Security = MailSecurity.None,
                From = "sammenhaeng@kommune.example",
                BaseAddress = "https://sammenhaeng.kommune.example",
            });
            // Nobody is left out because of the hour at which this is measured.
            instead.AddSingleton<TimeProvider>(BusinessClock.StartingAt("2026-10-05T09:00"));
        });
        await services.GetRequiredService<Migrator>().MigrateAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        await FillAsync(source, people);
        var watch = Stopwatch.StartNew();
        var made = await services.GetRequiredService<MakeMails>().DigestsAsync(CancellationToken.None);
        var making = watch.Elapsed.TotalSeconds;
        await services.GetRequiredService<SendMails>().RunAsync(CancellationToken.None);
        var all = watch.Elapsed.TotalSeconds;
        await using var command = source.CreateCommand("select count(*) from mails where state = 'sent'");
        var sent = (long)(await command.ExecuteScalarAsync())!;
        Report.Line("digest", $"{all:N1} s for {people} staff, {making:N2} s of it making {made} mails of {people * NoticesEach} notices; {sent} sent, {server.Received} received", "30 s for 1,000");
        Report.Require(sent == people && server.Received == people, "each mail is sent once");
        Report.Require(people > 1_000 || all < 30, "30 s for 1,000 staff");
    }

    private static async Task FillAsync(NpgsqlDataSource source, int people)
    {
        await using var fill = source.CreateBatch();
        fill.BatchCommands.Add(new NpgsqlBatchCommand(
            $"""
            insert into users (id, subject, name, email, roles, active, revision)
            select gen_random_uuid(), 'staff-' || i, 'Test Medarbejder ' || i, 'staff-' || i || '@kommune.example', array['caseworker'], true, 1 from generate_series(1, {people}) i
            """));
        fill.BatchCommands.Add(new NpgsqlBatchCommand(
            $"""
            insert into notices (user_id, kind, occasion, made_at)
            select u.id, 'conflict', i::text, timestamptz '2026-10-05 05:00+02' from users u, generate_series(1, {NoticesEach}) i
            """));
        fill.BatchCommands.Add(new NpgsqlBatchCommand("analyze users"));
        fill.BatchCommands.Add(new NpgsqlBatchCommand("analyze notices"));
        await fill.ExecuteNonQueryAsync();
    }
}
