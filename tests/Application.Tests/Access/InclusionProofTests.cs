using System.Text.Json.Nodes;
using Sammenhaeng.Infrastructure.Access.Seals;
using Sammenhaeng.Infrastructure.Keys;
using Xunit;

namespace Sammenhaeng.Application.Tests.Access;

public sealed class InclusionProofTests : SealedLogDatabase
{
    [Fact]
    public async Task Every_entry_of_a_seal_can_be_proved_with_the_public_keys_alone()
    {
        await WriteEntriesAsync(37);
        await SealAsync();
        using var ours = KeyRing.Open();
        using var keys = SealKeys.FromPem(ours.PublicPem());
        await using var connection = await Source.OpenConnectionAsync(Stop);
        foreach (var id in await ScalarAsync<Guid[]>("select array_agg(id) from access_log"))
        {
            var proof = await InclusionProof.MakeAsync(connection, id, Stop);
            Assert.Null(InclusionProof.Check(proof!.ToJson(), keys));
        }
    }

    [Fact]
    public async Task A_proof_still_holds_after_the_key_was_changed_and_not_by_other_keys()
    {
        var proof = await AProofAsync();
        KeyRing.Renew().Dispose();
        using var keys = KeyRing.Open();
        Assert.Null(InclusionProof.Check(proof, keys));
        using var others = Ring("others").Open();
        Assert.Contains("not among the public keys", InclusionProof.Check(proof, others));
    }

    [Fact]
    public async Task Nothing_of_a_proof_can_be_changed()
    {
        var proof = await AProofAsync();
        using var keys = KeyRing.Open();
        foreach (var path in Leaves(JsonNode.Parse(proof)!))
        {
            var changed = JsonNode.Parse(proof)!;
            Change(path(changed)!);
            Assert.True(InclusionProof.Check(changed.ToJsonString(), keys) is not null, changed.ToJsonString());
        }
        Assert.NotNull(InclusionProof.Check("{}", keys));
        Assert.NotNull(InclusionProof.Check("no json", keys));
        Assert.NotNull(InclusionProof.Check("null", keys));
    }

    [Fact]
    public async Task What_is_not_there_not_sealed_or_changed_is_not_proved()
    {
        await using var connection = await Source.OpenConnectionAsync(Stop);
        Assert.Null(await InclusionProof.MakeAsync(connection, Guid.CreateVersion7(), Stop));
        await WriteEntriesAsync(1);
        var id = await ScalarAsync<Guid>("select id from access_log");
        Assert.Null(await InclusionProof.MakeAsync(connection, id, Stop));
        await SealAsync();
        await ExecuteAsync("begin; set local session_replication_role = replica; update access_log set outcome = 'x'; commit");
        await Assert.ThrowsAsync<InvalidDataException>(() => InclusionProof.MakeAsync(connection, id, Stop));
    }

    private async Task<string> AProofAsync()
    {
        await WriteEntriesAsync(20);
        await SealAsync();
        await using var connection = await Source.OpenConnectionAsync(Stop);
        var id = await ScalarAsync<Guid>("select id from access_log where citizen_id is not null and relation is not null limit 1");
        return (await InclusionProof.MakeAsync(connection, id, Stop))!.ToJson();
    }

    private static IEnumerable<Func<JsonNode, JsonNode?>> Leaves(JsonNode node) => node switch
    {
        JsonObject fields => fields.Where(field => field.Value is not null)
            .SelectMany(field => Leaves(field.Value!).Select(leaf => (Func<JsonNode, JsonNode?>)(root => leaf(root[field.Key]!)))),
        JsonArray items => Enumerable.Range(0, items.Count)
            .SelectMany(at => Leaves(items[at]!).Select(leaf => (Func<JsonNode, JsonNode?>)(root => leaf(root[at]!)))),
        _ => [root => root],
    };

    private static void Change(JsonNode value)
    {

        if (value.GetValueKind() == System.Text.Json.JsonValueKind.Number)
        {
            value.ReplaceWith(long.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture) + 1);
            return;
        }
        var content = value.GetValue<string>();
        var at = content.Length / 2;
        value.ReplaceWith(content[..at] + (content[at] == 'a' ? 'b' : 'a') + content[(at + 1)..]);
    }
}
