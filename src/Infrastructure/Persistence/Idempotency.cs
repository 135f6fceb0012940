using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Infrastructure.Persistence;

/// <summary>
/// The key is claimed in the transaction of the command: of two at once the second waits for the first, then gets its answer; if the
/// first fails, nothing of it is left and the second runs.
/// </summary>
internal sealed class Idempotency(SammenhaengDb db, CurrentIdempotencyKey current, CurrentCaller caller) : IIdempotency
{
    private const string Succeeded = "succeeded";
    private const string Refused = "refused";

    public async Task<TAnswer> OnceAsync<TRequest, TAnswer>(TRequest request, Func<Task<TAnswer>> run, CancellationToken cancellationToken)
        where TRequest : notnull
    {
        if (current.Key is not { } key)
        {
            return await run();
        }

        var actor = caller.Caller?.Subject ?? "system";
        var hash = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request));
        if (!await ClaimAsync(actor, key, typeof(TRequest).Name, hash, cancellationToken))
        {
            return await EarlierAsync<TAnswer>(actor, key, typeof(TRequest).Name, hash, cancellationToken);
        }

        var answer = await run();
        var (status, response) = Write(answer);
        await using var batch = db.Batch();
        batch.Add(
            "update idempotency_keys set status = $3, response = $4 where actor = $1 and key = $2",
            actor,
            key,
            status,
            new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Jsonb, Value = response });
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return answer;
    }

    private async Task<bool> ClaimAsync(string actor, string key, string route, byte[] hash, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add(
            "insert into idempotency_keys (actor, key, route, request_hash) values ($1, $2, $3, $4) on conflict do nothing",
            actor,
            key,
            route,
            hash);
        return await batch.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private async Task<TAnswer> EarlierAsync<TAnswer>(string actor, string key, string route, byte[] hash, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add("select route, request_hash, status, response from idempotency_keys where actor = $1 and key = $2", actor, key);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        if (reader.GetString(0) != route || !reader.GetFieldValue<byte[]>(1).AsSpan().SequenceEqual(hash))
        {
            throw new IdempotencyKeyReusedException();
        }
        return Read<TAnswer>(reader.GetString(2), reader.GetString(3));
    }

    private static (string Status, string Response) Write<TAnswer>(TAnswer answer)
    {
        var type = typeof(TAnswer);
        var succeeded = (bool)type.GetProperty(nameof(Result<int>.Succeeded))!.GetValue(answer)!;
        var content = type.GetProperty(succeeded ? nameof(Result<int>.Value) : nameof(Result<int>.Refusal))!.GetValue(answer);
        return (succeeded ? Succeeded : Refused, JsonSerializer.Serialize(content));
    }

    private static TAnswer Read<TAnswer>(string status, string response)
    {
        var content = JsonSerializer.Deserialize(
            response, status == Refused ? typeof(Refusal) : typeof(TAnswer).GetGenericArguments()[0]);
        var from = typeof(TAnswer)
            .GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Single(method => method.Name == "op_Implicit" && (method.GetParameters()[0].ParameterType == typeof(Refusal)) == (status == Refused));
        return (TAnswer)from.Invoke(null, [content])!;
    }
}
