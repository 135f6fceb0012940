using System.Reflection;
using System.Text.Json;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Application.Staff;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Web.Demonstration;

/// <summary>
/// Puts the invented people into an installation: the staff, the places, what the areas tell of the three citizens, by the same
/// import as everybody's, and a draft of the plan that takes the place of others. Doing it again adds what is missing, repeats nothing, and
/// registers the demonstration's system as it was.
/// </summary>
internal sealed class SeedDemonstration(ISender sender, DemonstrationClients clients, IServiceScopeFactory scopes, TimeProvider clock)
{
    private const string Documents = "demonstration/documents/";

    /// <summary>Long before anything in the documents, so that any date one looks at finds them at work.</summary>
    private static readonly DateOnly Since = new(2020, 1, 1);

    private static readonly string[] Areas = ["LOT", "AKB", "AHL", "SIU", "VOB", "KOF", "REG"];

    private static readonly Assembly Here = typeof(SeedDemonstration).Assembly;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var person in DemonstrationPeople.All)
        {
            await SendAsync(new RegisterStaff(person.Subject, person.Name, person.Roles, person.Areas, Since, person.Contacts, person.Unit), cancellationToken);
        }
        await SendAsync(new RegisterStaff(DemonstrationClients.Id, DemonstrationClients.Name, [Roles.Machine], Areas, Since, []), cancellationToken);
        await SendAsync(new RegisterClient(DemonstrationClients.Id, DemonstrationClients.Name, Areas, DemonstrationClients.Sources), cancellationToken);
        await clients.RegisterAsync(cancellationToken);
        await SetPlacesAsync(cancellationToken);
        foreach (var name in Here.GetManifestResourceNames().Where(name => name.StartsWith(Documents, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            await ImportAsync(name, cancellationToken);
        }
        await new DemonstrationHolisticPlan(scopes, clock).BeginAsync(cancellationToken);
    }

    /// <summary>Only where there are none: what somebody has set since is theirs.</summary>
    private async Task SetPlacesAsync(CancellationToken cancellationToken)
    {
        var kept = await sender.Send(new OpenPlaces(), cancellationToken);
        if (kept.Table.Places.Count == 0)
        {
            await using var stream = Here.GetManifestResourceStream("demonstration/places.json")!;
            var table = await JsonSerializer.DeserializeAsync<PlacesTable>(stream, JsonSerializerOptions.Web, cancellationToken);
            await SendAsync(new SetPlaces(table!, kept.Revision), cancellationToken);
        }
    }

    private async Task ImportAsync(string name, CancellationToken cancellationToken)
    {
        await using var stream = Here.GetManifestResourceStream(name)!;
        var answer = await SendAsync(new ImportDocuments(stream, DocumentFormat.One, ImportOrigin.Demonstration), cancellationToken);
        if (answer.Rejected > 0)
        {
            var error = answer.RejectedDocuments[0].Errors[0];
            throw new InvalidOperationException($"{name} was rejected: {error.Path}: {error.Code}.");
        }
    }

    private async Task<T> SendAsync<T>(ICommand<T> command, CancellationToken cancellationToken)
    {
        Result<T> answer = await sender.Send(command, cancellationToken);
        return answer.Succeeded
            ? answer.Value
            : throw new InvalidOperationException($"{command.GetType().Name} was refused: {answer.Refusal.Code}.");
    }
}
