using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Coordination;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Staff;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Testing;
using Sammenhaeng.Web.Demonstration;
using Xunit;

namespace Sammenhaeng.EndToEnd.Tests;

/// <summary>A site that has one of everything a page can be about.</summary>
public sealed partial class PagesSite() : Site(Database.Today)
{
    private readonly Dictionary<string, string> _values = [];

    /// <summary>A route or address with what it names in braces. A new kind of parameter needs a value below.</summary>
    public string FillIn(string route) => Parameter().Replace(route, match => _values.TryGetValue(match.Groups[1].Value, out var value)
        ? value
        : throw new InvalidOperationException($"Say in PagesSite what {match.Groups[1].Value} of {route} may be."));

    protected override async Task FillAsync()
    {
        await base.FillAsync();
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.System("console"));
        using var broken = new MemoryStream("{\"documentVersion\":1,\"source\":\"social\",\"area\":\"SIU\"}"u8.ToArray());
        await scope.ServiceProvider.GetRequiredService<ISender>().Send(new ImportDocuments(broken, DocumentFormat.One, ImportOrigin.Console));
        await AskMajaAsync();
        _values["citizenId"] = Karina.ToString();
        _values["conflictId"] = await ConflictAsync("appointment.overlap:A4+A5");
        _values["highId"] = (await ScalarAsync<Guid>("select id from conflicts where citizen_id = $1 and severity = 2 limit 1", Karina)).ToString();
        _values["criticalId"] = await ConflictAsync("consent.breach:P3>AKB");
        _values["importId"] = (await ScalarAsync<Guid>("select id from imports order by started_at desc, id desc limit 1")).ToString();
        _values["documentId"] = (await ScalarAsync<Guid>("select id from rejected_documents limit 1")).ToString();
        _values["assignmentId"] = (await ScalarAsync<Guid>("select id from coordinator_assignments where state = 'proposed' limit 1")).ToString();
        _values["consentId"] = (await ScalarAsync<Guid>(
            """
            insert into consent_records (id, citizen_id, kind, from_area, to_area, categories, purpose, valid_to, text_version, language, signers, asked_by, asked_at, state, revision)
            select gen_random_uuid(), $1, 'gdprConsent', 'SIU', 'AKB', '{plan,appointments}', 'Fælles aftaler om praktik', '2027-01-01', '2026-1', 'da', '{citizen}', id, now(), 'asked', 1
            from users where subject = 'demo-maja' returning id
            """,
            Karina)).ToString();
        _values["code"] = "404";
        _values["problem"] = "fejl";
    }

    private async Task<string> ConflictAsync(string fingerprint) =>
        (await ScalarAsync<Guid>("select id from conflicts where citizen_id = $1 and fingerprint = $2", Karina, fingerprint)).ToString();

    /// <summary>Somebody asks Maja to be coordinator, so that there is a question to answer.</summary>
    private async Task AskMajaAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.WithSubject("demo-peter", "test"));
        var maja = await ScalarAsync<Guid>("select id from users where subject = 'demo-maja'");
        var asked = await scope.ServiceProvider.GetRequiredService<ISender>().Send(new NameCoordinator(
            CitizenId.From(Karina), UserId.From(maja), CoordinatorKind.Main, Day, null, [], CitizenChose: false, Note: null));
        Assert.True(asked.Succeeded);
    }

    [GeneratedRegex(@"\{(\w+)[^/]*?\}(?=/|$|\?)")]
    private static partial Regex Parameter();
}

/// <summary>People can sign in, and nothing has come in.</summary>
public sealed class EmptySite() : Site(Database.Today)
{
    protected override async Task FillAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.System("console"));
        var sender = scope.ServiceProvider.GetRequiredService<ISender>();
        foreach (var person in DemonstrationPeople.All)
        {
            await sender.Send(new RegisterStaff(person.Subject, person.Name, person.Roles, person.Areas, new DateOnly(2020, 1, 1), person.Contacts));
        }
    }
}
