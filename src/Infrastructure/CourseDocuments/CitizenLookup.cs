using Npgsql;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Infrastructure.CourseDocuments;

/// <summary>Another import made one of the same citizens known at the same moment: once more, and all are known.</summary>
internal sealed class CitizensRacedException() : Exception("Another import created one of the citizens.");

/// <summary>
/// A citizen nobody knew is told with two birth dates. Which of them holds depends on which document is taken, so they must not be
/// in one transaction.
/// </summary>
internal sealed class BirthDatesDisagreeException() : Exception("Two documents of the batch tell another birth date of a new citizen.");

/// <summary>
/// Finds the citizens of a batch by the index of their CPR number, makes those known that are not, and holds them all until the
/// transaction ends. Everyone takes them in the order of the index, so two imports at once cannot wait for each other.
/// </summary>
internal static class CitizenLookup
{
    private const string BirthDatePath = "/citizen/birthDate";

    public static async Task FindAsync(
        NpgsqlConnection connection, IReadOnlyList<DocumentHead> heads, ICprProtection protection, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var byIndex = heads.GroupBy(head => Convert.ToBase64String(head.Citizen!.Index)).ToDictionary(group => group.Key, group => group.ToList());
        var known = await LockAsync(connection, [.. byIndex.Values.Select(same => same[0].Citizen!.Index)], cancellationToken);
        var unknown = byIndex.Where(one => !known.ContainsKey(one.Key)).Select(one => one.Value[0]).ToList();
        if (unknown.Exists(head => byIndex[Convert.ToBase64String(head.Citizen!.Index)].Exists(other => other.Citizen!.BirthDate != head.Citizen.BirthDate)))
        {
            throw new BirthDatesDisagreeException();
        }
        var made = await CreateAsync(connection, unknown, protection, now, cancellationToken);
        foreach (var (index, same) in byIndex)
        {
            var isNew = !known.TryGetValue(index, out var citizen);
            if (isNew)
            {
                citizen = (made[index], same[0].Citizen!.BirthDate);
            }
            foreach (var head in same)
            {
                head.CitizenId = citizen.Id;
                head.IsNewCitizen = isNew;
                if (head.Citizen!.BirthDate != citizen.BirthDate)
                {
                    head.Refuse([new DocumentError(BirthDatePath, DocumentErrorCodes.CprOtherBirthDate)]);
                }
            }
        }
    }

    /// <summary>A citizen whose every document was refused has not been told of.</summary>
    public static async Task ForgetUntoldAsync(NpgsqlConnection connection, IReadOnlyList<DocumentHead> heads, CancellationToken cancellationToken)
    {
        var untold = heads.Where(head => head.IsNewCitizen).GroupBy(head => head.CitizenId)
            .Where(same => same.All(head => head.Result == DocumentResult.Rejected)).Select(same => same.Key.Value).ToArray();
        if (untold.Length == 0)
        {
            return;
        }
        await using var command = new NpgsqlCommand("delete from citizens where id = any($1)", connection)
        {
            Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = untold } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<Dictionary<string, (CitizenId Id, DateOnly BirthDate)>> LockAsync(
        NpgsqlConnection connection, byte[][] indexes, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select cpr_index, id, birth_date from citizens where cpr_index = any($1) order by cpr_index for no key update", connection)
        {
            Parameters = { new NpgsqlParameter<byte[][]> { TypedValue = indexes } },
        };
        await command.PrepareAsync(cancellationToken);
        var known = new Dictionary<string, (CitizenId, DateOnly)>(indexes.Length);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            known[Convert.ToBase64String(reader.GetFieldValue<byte[]>(0))] = (CitizenId.From(reader.GetGuid(1)), reader.GetFieldValue<DateOnly>(2));
        }
        return known;
    }

    private static async Task<Dictionary<string, CitizenId>> CreateAsync(
        NpgsqlConnection connection, List<DocumentHead> heads, ICprProtection protection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = heads.ToDictionary(head => Convert.ToBase64String(head.Citizen!.Index), _ => CitizenId.New());
        if (ids.Count == 0)
        {
            return ids;
        }
        var inOrder = ids.Values.ToArray();
        await using var command = new NpgsqlCommand(
            """
            insert into citizens (id, cpr_index, cpr_cipher, birth_date, given_name, family_name, created_at)
            select * from (
                select n.id, n.cpr_index, n.cpr_cipher, n.birth_date, n.given_name, n.family_name, $7::timestamptz
                from unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::date[], $5::text[], $6::text[])
                    as n (id, cpr_index, cpr_cipher, birth_date, given_name, family_name)
                order by n.cpr_index) as ordered
            on conflict (cpr_index) do nothing
            """,
            connection)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid[]> { TypedValue = [.. inOrder.Select(id => id.Value)] },
                new NpgsqlParameter<byte[][]> { TypedValue = [.. heads.Select(head => head.Citizen!.Index)] },
                new NpgsqlParameter<byte[][]> { TypedValue = [.. heads.Select((head, i) => protection.Encrypt(head.Citizen!.Cpr, inOrder[i]))] },
                new NpgsqlParameter<DateOnly[]> { TypedValue = [.. heads.Select(head => head.Citizen!.BirthDate)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. heads.Select(head => head.Citizen!.GivenName)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. heads.Select(head => head.Citizen!.FamilyName)] },
                new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime },
            },
        };
        return await command.ExecuteNonQueryAsync(cancellationToken) == ids.Count ? ids : throw new CitizensRacedException();
    }
}
