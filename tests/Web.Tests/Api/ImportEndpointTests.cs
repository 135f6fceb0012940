using System.Text.Json.Nodes;
using Sammenhaeng.Application.CourseDocuments;
using Xunit;

namespace Sammenhaeng.Web.Tests.Api;

/// <summary>The import log and the refused documents, for programs.</summary>
public sealed class ImportEndpointTests(DocumentsHost host) : IClassFixture<DocumentsHost>
{
    private static int _born;

    [Fact]
    public async Task Imports_are_listed_newest_first_a_page_at_a_time()
    {
        var sent = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            host.Database.Clock.Advance(TimeSpan.FromSeconds(1));
            sent.Add((await host.SendAsync(Good().ToJsonString())).ImportId);
        }

        var all = await host.GetAsync("/api/v1/imports?size=200");
        var ids = all.Json.AsArray().Select(one => (Guid)one!["id"]!).ToList();
        Assert.True(ids.IndexOf(sent[2]) < ids.IndexOf(sent[1]) && ids.IndexOf(sent[1]) < ids.IndexOf(sent[0]));
        Assert.Null(all.Links);
        var second = await host.GetAsync("/api/v1/imports?page=2&size=1");
        Assert.Single(second.Json.AsArray());
        Assert.Equal("</api/v1/imports?page=1&size=1>; rel=\"prev\", </api/v1/imports?page=3&size=1>; rel=\"next\"", second.Links);
    }

    [Fact]
    public async Task An_import_is_found_by_its_id_and_an_unknown_one_is_404()
    {
        var sent = await host.SendAsync("{\n" + DocumentsHost.Line(Good()), "application/x-ndjson");

        var found = (await host.GetAsync($"/api/v1/imports/{sent.ImportId}")).Json;

        Assert.Equal(
            ("api", "finished", 2, 1, 0, 1, 1),
            ((string)found["origin"]!, (string)found["state"]!, (int)found["documents"]!, (int)found["accepted"]!, (int)found["unchanged"]!, (int)found["rejected"]!, (int)found["citizensChanged"]!));
        (await host.GetAsync($"/api/v1/imports/{Guid.NewGuid()}")).IsProblem(404, " route.unknown");
    }

    [Theory]
    [InlineData("/api/v1/imports?size=0", "size value.range")]
    [InlineData("/api/v1/imports?size=201", "size value.range")]
    [InlineData("/api/v1/imports?page=x", "page value.range")]
    [InlineData("/api/v1/course-documents/rejected?page=0", "page value.range")]
    [InlineData("/api/v1/course-documents/rejected?size=-1", "size value.range")]
    [InlineData("/api/v1/course-documents/rejected?state=lost", "state value.unknown")]
    [InlineData("/api/v1/course-documents/rejected?area=%00", "area value.unknown")]
    [InlineData("/api/v1/course-documents/rejected?area=123456789012345678901234567890123", "area value.unknown")]
    public async Task A_parameter_that_cannot_be_is_400_with_its_name(string address, string error) =>
        (await host.GetAsync(address)).IsProblem(400, error);

    [Fact]
    public async Task Refused_documents_are_listed_by_state_area_and_import_without_a_word_of_their_content()
    {
        var siu = Wrong();
        var akb = Wrong();
        akb["area"] = "AKB";
        var sent = await host.SendAsync(DocumentsHost.Line(siu) + DocumentsHost.Line(akb), "application/x-ndjson");

        var all = await RejectedAsync($"import={sent.ImportId}");
        Assert.Equal(["AKB", "SIU"], all.Select(one => (string)one["area"]!).Order());
        var one = Assert.Single(await RejectedAsync($"import={sent.ImportId}&area=AKB"));
        Assert.Equal(("social", 2, "waiting", true), ((string)one["source"]!, (int)one["line"]!, (string)one["state"]!, (bool)one["isComplete"]!));
        Assert.Equal("/plans/0/type code.unknown", $"{one["errors"]![0]!["path"]} {one["errors"]![0]!["code"]}");
        Assert.DoesNotContain("SEL999", one.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Test Lund", one.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(await RejectedAsync($"import={sent.ImportId}&state=resent"));

        async Task<IReadOnlyList<JsonNode>> RejectedAsync(string query) =>
            [.. (await host.GetAsync($"/api/v1/course-documents/rejected?{query}")).Json.AsArray().Select(each => each!)];
    }

    [Fact]
    public async Task What_was_refused_is_taken_when_what_it_lacked_has_come_and_is_settled_then()
    {
        var cpr = Cpr();
        var lacking = DocumentsHost.Document(cpr, exportedAt: "2026-10-02T04:00:00+02:00", mode: "patch");
        lacking["goals"] = JsonNode.Parse("""[{"id":"G1","plan":"P1","theme":"practicalTasks","direction":"develop","origin":"citizen","text":"Ro"}]""");
        (await host.SendAsync(lacking.ToJsonString())).IsProblem(422, "/goals/0/plan reference.unknown");
        var waiting = await NewestAsync();
        (await host.ResendAsync(waiting, null)).IsProblem(422, "/goals/0/plan reference.unknown");
        (await host.SendAsync(DocumentsHost.Document(cpr, plans: DocumentsHost.Plan("P1")).ToJsonString())).IsOk();

        var taken = await host.ResendAsync(waiting, null);

        taken.IsOk();
        Assert.Equal("accepted", (string)taken.Json["result"]!);
        Assert.Equal("correction", (string)(await host.GetAsync($"/api/v1/imports/{taken.ImportId}")).Json["origin"]!);
        (await host.ResendAsync(waiting, null)).IsProblem(409, " documents.settled");
    }

    [Fact]
    public async Task A_corrected_text_that_is_still_wrong_waits_and_one_that_is_right_is_taken()
    {
        var wrong = Wrong();
        (await host.SendAsync(wrong.ToJsonString())).IsProblem(422, "/plans/0/type code.unknown");
        var waiting = await NewestAsync();
        wrong["plans"]![0]!["type"] = "SEL141";
        wrong["mode"] = "all";
        (await host.ResendAsync(waiting, wrong.ToJsonString())).IsProblem(422, "/mode schema.enum");
        Assert.Equal("[{\"code\": \"schema.enum\", \"path\": \"/mode\", \"bound\": \"snapshot, patch\"}]", await host.Database.ScalarAsync<string>(
            "select errors::text from rejected_documents where id = $1", waiting));
        wrong["mode"] = "snapshot";

        (await host.ResendAsync(waiting, wrong.ToJsonString())).IsOk();
        (await host.ResendAsync(waiting, wrong.ToJsonString())).IsProblem(409, " documents.settled");
    }

    [Fact]
    public async Task Of_a_document_that_was_too_long_only_a_corrected_text_can_be_sent()
    {
        var good = Good().ToJsonString();
        var sent = await host.SendAsync(good + new string(' ', DocumentLimits.MaxBytes) + "\n", "application/x-ndjson");
        Assert.Equal(["1:  json.tooLarge"], sent.Rejected);
        var waiting = await NewestAsync();

        (await host.ResendAsync(waiting, null)).IsProblem(409, " documents.incomplete");
        (await host.ResendAsync(waiting, good)).IsOk();
        (await host.ResendAsync(Guid.NewGuid(), good)).IsProblem(403, " access.relation");
    }

    [Fact]
    public async Task What_the_system_is_not_registered_to_tell_is_403_and_among_many_a_line_alone()
    {
        var others = Good();
        others["area"] = "LOT";
        (await host.SendAsync(others.ToJsonString())).IsProblem(403, "/area area.ofOthers");
        others["source"] = "omsorg";
        var sent = await host.SendAsync(DocumentsHost.Line(Good()) + DocumentsHost.Line(others), "application/x-ndjson");
        Assert.Equal(["2: /source source.ofOthers, /area area.ofOthers"], sent.Rejected);
        Assert.Equal((1, 0, 1), sent.Counts);
        var page = await (await host.SignInAsync("demo-administrator")).OpenAsync($"/drift/import/{sent.ImportId}");
        Assert.Contains("Et afvist dokument står ikke her.", page.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Ingen dokumenter blev afvist.", page.Html.Body!.TextContent, StringComparison.Ordinal);
    }

    private static JsonObject Good() => DocumentsHost.Document(Cpr(), plans: DocumentsHost.Plan("P1"));

    private static JsonObject Wrong() => DocumentsHost.Document(Cpr(), plans: DocumentsHost.Plan("P1", "SEL999"));

    private static string Cpr() => new DateOnly(1950, 1, 1).AddDays(Interlocked.Increment(ref _born)).ToString("ddMMyy") + "9902";

    private Task<Guid> NewestAsync() => host.Database.ScalarAsync<Guid>("select id from rejected_documents order by received_at desc, id desc limit 1");
}
