using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Reference;

internal sealed class KeptPlacesTable(SammenhaengDb db, IReferenceData current) : IPlaces
{
    public async Task<KeptPlaces> ReadAsync(CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add("select default_travel_minutes, buffer_minutes, revision from place_settings");
        batch.Add("select code, name, kind from places order by code");
        batch.Add("select a, b, minutes from travel_times order by a, b");
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var (minutes, buffer, revision) = (reader.GetInt32(0), reader.GetInt32(1), reader.GetInt64(2));
        var places = new List<Place>();
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            places.Add(new Place(reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }
        var travel = new List<TravelTime>();
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            travel.Add(new TravelTime(reader.GetString(0), reader.GetString(1), reader.GetInt32(2)));
        }
        return new KeptPlaces(new PlacesTable(minutes, buffer, places, travel), revision);
    }

    public async Task<long> ReplaceAsync(PlacesTable table, long? seen, CancellationToken cancellationToken)
    {
        await using var take = db.Batch();
        take.Add(
            """
            update place_settings set default_travel_minutes = $1, buffer_minutes = $2, revision = revision + 1
            where revision = coalesce($3, revision) returning revision
            """,
            table.DefaultTravelMinutes,
            table.BufferMinutes,
            new Npgsql.NpgsqlParameter { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint, Value = (object?)seen ?? DBNull.Value });
        if (await take.ExecuteScalarAsync(cancellationToken) is not long revision)
        {
            throw new StaleRevisionException();
        }

        var pairs = table.TravelMinutes.Select(pair => string.CompareOrdinal(pair.A, pair.B) < 0 ? pair : new TravelTime(pair.B, pair.A, pair.Minutes)).ToList();
        await using var fill = db.Batch();
        fill.Add("delete from travel_times");
        fill.Add("delete from places");
        fill.Add(
            "insert into places (code, name, kind) select * from unnest($1::text[], $2::text[], $3::text[])",
            Column(table.Places, place => place.Code), Column(table.Places, place => place.Name), Column(table.Places, place => place.Kind));
        fill.Add(
            "insert into travel_times (a, b, minutes) select * from unnest($1::text[], $2::text[], $3::int[])",
            Column(pairs, pair => pair.A), Column(pairs, pair => pair.B), Column(pairs, pair => pair.Minutes));
        await fill.ExecuteNonQueryAsync(cancellationToken);
        current.Expire();
        return revision;
    }

    private static TValue[] Column<TRow, TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> of) => [.. rows.Select(of)];
}
