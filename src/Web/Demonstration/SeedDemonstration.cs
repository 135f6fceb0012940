using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Staff;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Web.Demonstration;

/// <summary>Puts the invented people into an installation. Doing it again adds what is missing and repeats nothing.</summary>
internal sealed class SeedDemonstration(ISender sender, DemonstrationClients clients)
{
    /// <summary>Long before anything in the documents, so that any date one looks at finds them at work.</summary>
    private static readonly DateOnly Since = new(2020, 1, 1);

    private static readonly string[] Areas = ["LOT", "AKB", "AHL", "SIU", "VOB", "KOF", "REG"];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var person in DemonstrationPeople.All)
        {
            await RegisterAsync(new RegisterStaff(
                person.Subject, person.Name, person.Roles, person.Areas, Since, person.Contacts), cancellationToken);
        }
        await RegisterAsync(new RegisterStaff(
            DemonstrationClients.Id, "Demonstrationssystem (Test)", [Roles.Machine], Areas, Since, []), cancellationToken);
        await clients.RegisterAsync(cancellationToken);
    }

    private async Task RegisterAsync(RegisterStaff command, CancellationToken cancellationToken)
    {
        var registered = await sender.Send(command, cancellationToken);
        if (!registered.Succeeded)
        {
            throw new InvalidOperationException($"{command.Subject} was refused: {registered.Refusal.Code}.");
        }
    }
}
