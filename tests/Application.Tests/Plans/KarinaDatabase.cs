using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Staff;
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
        var karina = await this.ImportCaseAsync("karina");
        MajaId = await RegisterAsync("maja", "Maja Test Lind", "SIU", "social", "W3");
        LeneId = await RegisterAsync("lene", "Lene Test Holm", "AKB", "jobcenter", "W1");
        await RegisterAsync("dorte", "Dorte Test Friis", "AHL", "sundhed", "W5");
        await RegisterAsync("stranger", "Fremmed Test", "KOF", "kultur", "W99");
        await SendAsync(new RegisterStaff("administrator", "Aksel Test", [Roles.Administrator], [], Today, []));
        await RecheckAsync();
        return karina;
    }

    private async Task<UserId> RegisterAsync(string subject, string name, string area, string source, string contact) =>
        (await SendAsync(new RegisterStaff(subject, name, [Roles.Caseworker], [area], new DateOnly(2020, 1, 1), [new RegisterStaff.Contact(source, contact)]))).Value;
}
