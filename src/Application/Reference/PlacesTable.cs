namespace Sammenhaeng.Application.Reference;

public sealed record Place(string Code, string Name, string Kind);

/// <summary>The same both ways.</summary>
public sealed record TravelTime(string A, string B, int Minutes);

/// <summary>Places and the time between them. Unknown pairs take the default; the buffer is what must be left besides.</summary>
public sealed record PlacesTable(
    int DefaultTravelMinutes, int BufferMinutes, IReadOnlyList<Place> Places, IReadOnlyList<TravelTime> TravelMinutes);

public sealed record KeptPlaces(PlacesTable Table, long Revision);

/// <summary>The one table of places of the municipality.</summary>
public interface IPlaces
{
    Task<KeptPlaces> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the whole table, if it is still the revision that was read; null replaces whatever there is. Answers the new revision.</summary>
    /// <exception cref="Persistence.StaleRevisionException">Somebody else has changed it.</exception>
    Task<long> ReplaceAsync(PlacesTable table, long? seen, CancellationToken cancellationToken);
}
