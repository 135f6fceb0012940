using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Application.Staff;
using Sammenhaeng.Application.Tests.CourseDocuments;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Testing;

namespace Sammenhaeng.Application.Tests.Plans;

/// <summary>A database with Karina's documents imported and judged on 5 October 2026, and some of her contacts able to sign in.</summary>
public sealed class KarinaDatabase : Database
{
    public static readonly Caller Maja = Caller.WithSubject("maja", "test");
    public static readonly Caller Lene = Caller.WithSubject("lene", "test");
    public static readonly Caller Dorte = Caller.WithSubject("dorte", "test");
    public static readonly Caller Stranger = Caller.WithSubject("stranger", "test");
    public static readonly Caller Administrator = Caller.WithSubject("administrator", "test");

    private readonly SemaphoreSlim _one = new(1);
    private CitizenId? _karina;

    public UserId MajaId { get; private set; }

    public UserId LeneId { get; private set; }

    public async Task<CitizenId> KarinaAsync()
    {
        await _one.WaitAsync();
        try
        {
            return _karina ??= await FillAsync();
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<CitizenId> FillAsync()
    {
        var places = File.ReadAllText(RepositoryRoot.Shared("cases", "places.json"));
        await ExecuteAsync("insert into places (code, name, kind) select code, name, kind from jsonb_to_recordset($1::jsonb -> 'places') as p(code text, name text, kind text)", places);
        await ExecuteAsync(
            """
            insert into travel_times (a, b, minutes) select least(a collate "C", b), greatest(a collate "C", b), minutes
            from jsonb_to_recordset($1::jsonb -> 'travelMinutes') as t(a text, b text, minutes integer)
            """,
            places);
        Services.GetRequiredService<IReferenceData>().Expire();
        await this.ImportAsync([.. new[] { "jobcenter", "skole-familie", "social", "sundhed" }.Select(source => Sending.Case("karina", source))]);
        MajaId = await RegisterAsync("maja", "Maja Test Lind", "SIU", "social", "W3");
        LeneId = await RegisterAsync("lene", "Lene Test Holm", "AKB", "jobcenter", "W1");
        await RegisterAsync("dorte", "Dorte Test Friis", "AHL", "sundhed", "W5");
        await RegisterAsync("stranger", "Fremmed Test", "KOF", "kultur", "W99");
        await SendAsync(new RegisterStaff("administrator", "Aksel Test", [Roles.Administrator], [], Today, []));
        await RecheckAsync();
        return CitizenId.From(await ScalarAsync<Guid>("select id from citizens where given_name = 'Karina'"));
    }

    private async Task<UserId> RegisterAsync(string subject, string name, string area, string source, string contact) =>
        (await SendAsync(new RegisterStaff(subject, name, [Roles.Caseworker], [area], new DateOnly(2020, 1, 1), [new RegisterStaff.Contact(source, contact)]))).Value;
}
