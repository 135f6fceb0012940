using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Domain.LogControl;

/// <summary>How a member of staff worked in the thirty days before.</summary>
/// <param name="MedianCitizens">Citizens looked at on the median day of those with any.</param>
/// <param name="Days">Days with any.</param>
/// <param name="OutsideHours">The share of them that fell outside working hours, 0 to 1.</param>
public sealed record UsualWork(double MedianCitizens, int Days, double OutsideHours);

/// <summary>How the citizen is close to a member of staff.</summary>
public enum Kinship : byte
{
    Self,
    /// <summary>Told as such, or of the same home and family name.</summary>
    Household,

    /// <summary>Told as close, or of the same home or the same rare family name.</summary>
    Close,
}

/// <summary>One day of the access log and what is known around it: what the alerts are found in.</summary>
public sealed class ControlDay
{
    /// <summary>The local day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>In the order of time.</summary>
    public required IReadOnlyList<LoggedAccess> Accesses { get; init; }

    /// <summary>Of those who worked in the thirty days before.</summary>
    public IReadOnlyDictionary<UserId, UsualWork> Usual { get; init; } = new Dictionary<UserId, UsualWork>();

    /// <summary>Who is close to whom of the staff.</summary>
    public ILookup<CitizenId, (UserId User, Kinship Kinship)> Kin { get; init; } =
        Array.Empty<(CitizenId, (UserId, Kinship))>().ToLookup(one => one.Item1, one => one.Item2);

    /// <summary>Whom many are curious about.</summary>
    public IReadOnlySet<CitizenId> WellKnown { get; init; } = new HashSet<CitizenId>();

    /// <summary>The last day on which work explained that the user looked at the citizen; only where it does no more.</summary>
    public IReadOnlyDictionary<(UserId User, CitizenId Citizen), DateOnly> LastExplained { get; init; } = new Dictionary<(UserId, CitizenId), DateOnly>();

    /// <summary>What one member of staff did on the day, in the order of time.</summary>
    public IEnumerable<IGrouping<UserId, LoggedAccess>> ByUser => Accesses.GroupBy(access => access.User);
}
