using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Testing;

/// <summary>Invented people: "Test" in the name, CPR numbers that end in 99xx.</summary>
public static class People
{
    private static int _serial;

    /// <summary>A citizen as an import would leave them.</summary>
    public static async Task<CitizenId> ACitizenAsync(this Database database, string givenName = "Karina Test", string familyName = "Testesen")
    {
        var id = CitizenId.New();
        var serial = Interlocked.Increment(ref _serial);
        var birth = new DateOnly(1980, 1, 1).AddDays(serial % 7000);
        var cpr = Cpr.Parse($"{birth:ddMMyy}99{serial / 7000 % 100:00}");
        var protection = database.Services.GetRequiredService<ICprProtection>();
        await database.ExecuteAsync(
            "insert into citizens (id, cpr_cipher, cpr_index, given_name, family_name, birth_date) values ($1, $2, $3, $4, $5, $6)",
            id.Value,
            protection.Encrypt(cpr, id),
            protection.IndexOf(cpr),
            givenName,
            familyName,
            birth);
        return id;
    }

    public static Task<User> ACaseworkerAsync(this Database database, string subject, params string[] areas) =>
        database.AUserAsync(subject, [Roles.Caseworker], areas);

    public static Task<User> AUserAsync(this Database database, string subject, string[] roles, params string[] areas) =>
        database.WriteAsync(async db =>
        {
            var user = User.Employ(subject, $"Test {subject}", null, roles);
            foreach (var area in areas)
            {
                user.WorkIn(area, new DateOnly(2020, 1, 1));
            }
            db.Users.Add(user);
            await db.SaveChangesAsync();
            return user;
        });

    /// <summary>An active plan of the citizen in an area, as an import would leave it.</summary>
    public static Task APlanAsync(this Database database, CitizenId citizen, string area) => database.ExecuteAsync(
        """
        insert into plans (citizen_id, id, source, area, type, title, status, period_from, sensitivity, no_further_need, keeps_owner,
            citizen_declined_goal, exported_at, first_seen_at)
        values ($1, $2, 'test-system', $3, 'SEL141', 'Handleplan', 'active', '2026-01-01', 'normal', false, false, false, now(), now())
        """,
        citizen.Value,
        $"P{Interlocked.Increment(ref _serial)}",
        area);
}
