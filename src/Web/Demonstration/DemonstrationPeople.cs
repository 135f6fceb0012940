using System.Text.Json;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Staff;

namespace Sammenhaeng.Web.Demonstration;

/// <summary>One of the invented people of the demonstration.</summary>
internal sealed record DemonstrationPerson(
    string Subject,
    string Name,
    string Title,
    IReadOnlyList<string> Roles,
    IReadOnlyList<string> Areas,
    IReadOnlyList<RegisterStaff.Contact> Contacts,
    string Unit = "");

/// <summary>Whom one can be in a demonstration: those of the list who have been registered.</summary>
internal sealed class DemonstrationPeople(IServiceScopeFactory scopes)
{
    public static IReadOnlyList<DemonstrationPerson> All { get; } = Read();

    public async Task<IReadOnlyList<DemonstrationPerson>> ListAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.System("sign-in"));
        var staff = await scope.ServiceProvider.GetRequiredService<ISender>().Send(new ListStaff(), cancellationToken);
        var registered = staff.Select(each => each.Subject).ToHashSet();
        return [.. All.Where(person => registered.Contains(person.Subject))];
    }

    private static List<DemonstrationPerson> Read()
    {
        using var stream = typeof(DemonstrationPeople).Assembly.GetManifestResourceStream("demonstration/people.json")!;
        return JsonSerializer.Deserialize<List<DemonstrationPerson>>(stream, JsonSerializerOptions.Web)!;
    }
}
