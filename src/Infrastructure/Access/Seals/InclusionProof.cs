using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using Sammenhaeng.Infrastructure.Keys;

namespace Sammenhaeng.Infrastructure.Access.Seals;

/// <summary>
/// That one entry stood in the log when it was sealed: its content, the way from its hash to the root, and the signed seal. Whoever has
/// the public key can check it without us.
/// </summary>
/// <param name="Content">What was hashed after a byte 0, in base64: docs/access-log.md tells its form. The entry in words says the same.</param>
/// <param name="Seal">The text that was signed; one of its lines is the root.</param>
/// <param name="Signature">ECDSA P-256 over the SHA-256 of that text, in base64 (IEEE P1363).</param>
public sealed record InclusionProof(
    string Format, SealedEntry Entry, byte[] Content, string LeafHash, IReadOnlyList<InclusionProof.Step> Path, string Root, string Seal,
    string KeyId, byte[] Signature)
{
    private const string OurFormat = "sammenhaeng access log proof 1";

    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // Readers elsewhere keep only 53 bits of a number.
        NumberHandling = JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <param name="Side">Where the neighbour stands: left or right.</param>
    public sealed record Step(string Side, string Hash);

    /// <summary>Null when no seal is over such an entry, because there is none or it is too new.</summary>
    /// <exception cref="InvalidDataException">The entry is not what was sealed.</exception>
    public static async Task<InclusionProof?> MakeAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        byte[] content;
        await using (var rows = await AccessLogRows.OfAsync(connection, id, cancellationToken))
        {
            if (!rows.Read(cancellationToken))
            {
                return null;
            }
            content = rows.Content.ToArray();
        }
        var entry = SealedEntry.From(content);
        var found = await SealTable.OverAsync(connection, entry.ClusterEpoch, new Place(entry.Xid, entry.Id), cancellationToken);
        return found is { Leaves: { } leaves } ? Of(entry, content, found.Value.Seal, leaves) : null;
    }

    private static InclusionProof Of(SealedEntry entry, byte[] content, Seal seal, byte[] leaves)
    {
        var hash = HashOf(content);
        var leaf = Enumerable.Range(0, leaves.Length / Leaves.Length)
            .FirstOrDefault(number => Leaves.HashOf(Leaves.Of(leaves, number)).SequenceEqual(hash), -1);
        if (leaf < 0)
        {
            throw new InvalidDataException($"The entry is not what seal {seal.Number} was made over: run 'sammenhaeng audit verify'.");
        }
        var path = MerkleTree.Path(Leaves.HashesOf(leaves), leaf);
        return new InclusionProof(
            OurFormat,
            entry,
            content,
            Convert.ToHexStringLower(hash),
            [.. path.Select(step => new Step(step.IsLeft ? "left" : "right", Convert.ToHexStringLower(step.Hash)))],
            Convert.ToHexStringLower(seal.Root),
            seal.Head(),
            seal.KeyId,
            seal.Signature);
    }

    public string ToJson() => JsonSerializer.Serialize(this, Written);

    /// <summary>What does not hold, or null when everything does.</summary>
    public static string? Check(string json, SealKeys keys)
    {
        try
        {
            return JsonSerializer.Deserialize<InclusionProof>(json, Written) is { } proof ? proof.Fault(keys) : "It is empty.";
        }
        catch (Exception failure) when (failure is JsonException or FormatException or InvalidDataException or ArgumentException)
        {
            return "It is not a proof of ours.";
        }
    }

    private string? Fault(SealKeys keys)
    {
        if (Format != OurFormat)
        {
            return "It has another format.";
        }
        if (!Entry.Content().AsSpan().SequenceEqual(Content))
        {
            return "The entry in words is not its content.";
        }
        var hash = HashOf(Content);
        if (Convert.ToHexStringLower(hash) != LeafHash)
        {
            return "The leaf hash is not that of the content.";
        }
        if (Path.Any(step => step.Side is not ("left" or "right")))
        {
            return "A step of the path has no side.";
        }
        var steps = Path.Select(step => new MerkleTree.Step(step.Side == "left", Convert.FromHexString(step.Hash)));
        if (Convert.ToHexStringLower(MerkleTree.Follow(hash, steps)) != Root)
        {
            return "The path does not lead to the root.";
        }
        var lines = Seal.Split('\n');
        if (!lines.Contains($"root: {Root}") || !lines.Contains($"key: {KeyId}") || !lines.Contains("kind: entries"))
        {
            return "The seal is over another root.";
        }
        return keys.Verifies(KeyId, Seals.Seal.HashOf(Seal), Signature) switch
        {
            null => $"Key {KeyId} is not among the public keys.",
            false => "The signature is not over that seal.",
            true => null,
        };
    }

    private static byte[] HashOf(byte[] content)
    {
        byte[] leaf = [0, .. content];
        return SHA256.HashData(leaf);
    }
}
