using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Domain.Staff;

/// <summary>Somebody who can sign in, or a machine client. Known to the sign-in service by the subject.</summary>
public sealed class User : AggregateRoot
{
    public const int LongestUnit = 100;

    private readonly List<UserArea> _areas = [];
    private List<string> _roles = [];
    private List<string> _sources = [];

    private User()
    {
    }

    public UserId Id { get; private init; }

    public string Subject { get; private init; } = "";

    public string Name { get; private set; } = "";

    public string? Email { get; private set; }

    public IReadOnlyList<string> Roles => _roles;

    /// <summary>Another system, and no person in any other role.</summary>
    public bool IsMachine => _roles is [Staff.Roles.Machine];

    /// <summary>The names that a machine client sends course documents as; it tells as no others, and nobody else sends any.</summary>
    public IReadOnlyList<string> Sources => _sources;

    public bool Active { get; private set; }

    public IReadOnlyList<UserArea> Areas => _areas;

    public static User Employ(string subject, string name, string? email, params IReadOnlyList<string> roles)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(subject);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ThrowAtUnknownRole(roles);
        return new User { Id = UserId.New(), Subject = subject, Name = name, Email = email, _roles = [.. roles], Active = true };
    }

    public void WorkIn(string area, DateOnly from, DateOnly? to = null, string unit = "")
    {
        var period = Period.Of(from, to);
        if (!_areas.Any(other => other.IsOf(area, unit) && other.Period.Overlaps(period)))
        {
            _areas.Add(new UserArea(area, unit, period));
            Changed();
        }
    }

    /// <summary>
    /// What they do from today on, and nothing else: where they worked and work no longer ended yesterday, and stands with its dates. Told
    /// the same again it changes nothing.
    /// </summary>
    /// <param name="name">As it is now.</param>
    /// <param name="functions">All of them; none of somebody who has left.</param>
    /// <param name="today">By the business clock.</param>
    public void Perform(string name, IReadOnlyList<JobFunction> functions, DateOnly today)
    {
        ThrowAtUnknownRole(functions.Select(each => each.Role));
        var told = functions.Where(each => each.Area is not null).Select(each => (Area: each.Area!, each.Unit)).Distinct().ToList();
        EndAreas(area => !told.Contains((area.Area, area.Unit)), today);
        foreach (var (area, unit) in told)
        {
            WorkIn(area, today, unit: unit);
        }
        string[] roles = [.. functions.Select(each => each.Role).Distinct().Order(StringComparer.Ordinal)];
        if (Name != name || Active != functions.Count > 0 || !_roles.Order(StringComparer.Ordinal).SequenceEqual(roles))
        {
            var leaves = Active && functions.Count == 0;
            (Name, Active, _roles) = (name, functions.Count > 0, [.. roles]);
            Changed();
            if (leaves)
            {
                Raise(new StaffLeft(Id));
            }
        }
    }

    /// <summary>From now on it sends course documents as these and as no others; none of a system that reads alone.</summary>
    /// <exception cref="InvalidOperationException">They are no system.</exception>
    public void SendAs(IReadOnlyList<string> sources)
    {
        if (!IsMachine)
        {
            throw new InvalidOperationException("Only a machine client sends course documents.");
        }
        string[] told = [.. sources.Distinct().Order(StringComparer.Ordinal)];
        if (!_sources.SequenceEqual(told))
        {
            _sources = [.. told];
            Changed();
        }
    }

    /// <summary>The address that the sign-in service tells.</summary>
    public void IsReachedAt(string email)
    {
        Email = email;
        Changed();
    }

    /// <summary>The employment has ended: from now on they are let in nowhere.</summary>
    public void Leave(DateOnly today)
    {
        EndAreas(_ => true, today);
        Active = false;
        _sources = [];
        Raise(new StaffLeft(Id));
    }

    /// <summary>What began today has not been a day, and is taken away; the access log has what it opened.</summary>
    private void EndAreas(Func<UserArea, bool> which, DateOnly today)
    {
        var ended = _areas.Where(area => !(area.ValidTo < today) && which(area)).ToList();
        foreach (var area in ended)
        {
            if (area.ValidFrom >= today)
            {
                _areas.Remove(area);
            }
            else
            {
                area.EndOn(today.AddDays(-1));
            }
            Changed();
        }
    }

    private static void ThrowAtUnknownRole(IEnumerable<string> roles)
    {
        if (roles.FirstOrDefault(role => !Staff.Roles.All.Contains(role)) is { } unknown)
        {
            throw new ArgumentException($"There is no role '{unknown}'.", nameof(roles));
        }
    }
}

/// <summary>The user works in a core area, or a unit of it, for a time.</summary>
public sealed class UserArea
{
    internal UserArea(string area, string unit, Period period)
    {
        Area = area;
        Unit = unit;
        ValidFrom = period.From;
        ValidTo = period.To;
    }

    private UserArea()
    {
    }

    public string Area { get; private init; } = "";

    /// <summary>By name; empty of the area as a whole.</summary>
    public string Unit { get; private init; } = "";

    public DateOnly ValidFrom { get; private init; }

    public DateOnly? ValidTo { get; private set; }

    public Period Period => Period.Of(ValidFrom, ValidTo);

    public bool IsOf(string area, string unit) => Area == area && Unit == unit;

    internal void EndOn(DateOnly day) => ValidTo = day;
}
