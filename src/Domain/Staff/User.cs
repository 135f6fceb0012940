using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Domain.Staff;

/// <summary>Somebody who can sign in, or a machine client. Known to the sign-in service by the subject.</summary>
public sealed class User : AggregateRoot
{
    private readonly List<UserArea> _areas = [];
    private List<string> _roles = [];

    private User()
    {
    }

    public UserId Id { get; private init; }

    public string Subject { get; private init; } = "";

    public string Name { get; private set; } = "";

    public string? Email { get; private set; }

    public IReadOnlyList<string> Roles => _roles;

    public bool Active { get; private set; }

    public IReadOnlyList<UserArea> Areas => _areas;

    public static User Employ(string subject, string name, string? email, params IReadOnlyList<string> roles)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(subject);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var unknown = roles.FirstOrDefault(role => !Staff.Roles.All.Contains(role));
        return unknown is null
            ? new User { Id = UserId.New(), Subject = subject, Name = name, Email = email, _roles = [.. roles], Active = true }
            : throw new ArgumentException($"There is no role '{unknown}'.", nameof(roles));
    }

    public void WorkIn(string area, DateOnly from, DateOnly? to = null)
    {
        var period = Period.Of(from, to);
        if (!_areas.Any(other => other.Area == area && other.Period.Overlaps(period)))
        {
            _areas.Add(new UserArea(area, period));
            Changed();
        }
    }

    public void Leave()
    {
        Active = false;
        Changed();
    }
}

/// <summary>The user works in a core area for a time.</summary>
public sealed class UserArea
{
    internal UserArea(string area, Period period)
    {
        Area = area;
        ValidFrom = period.From;
        ValidTo = period.To;
    }

    private UserArea()
    {
    }

    public string Area { get; private init; } = "";

    public DateOnly ValidFrom { get; private init; }

    public DateOnly? ValidTo { get; private init; }

    public Period Period => Period.Of(ValidFrom, ValidTo);
}
