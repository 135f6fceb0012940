using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Domain.Citizens;

/// <summary>
/// The person the course is about. The facts come from course documents, which are merged row by row in the database; here they are
/// read. The CPR number lies beside them as ciphertext and is no property of this.
/// </summary>
public sealed class Citizen : AggregateRoot
{
    private Citizen()
    {
    }

    public CitizenId Id { get; private init; }

    public string GivenName { get; private init; } = "";

    public string FamilyName { get; private init; } = "";

    public DateOnly BirthDate { get; private init; }

    public Protection Protection { get; private init; }

    public string? HomePlace { get; private init; }

    public string? Language { get; private init; }

    public bool DigitalPostExempt { get; private init; }

    public DateOnly? CoordinatorDeclinedUntil { get; private init; }

    public DateOnly? LastContactOn { get; private init; }

    public CitizenLimits Limits { get; private init; } = new();

    public DateTimeOffset CreatedAt { get; private init; }

    public string Name => $"{GivenName} {FamilyName}";

    /// <summary>Turns 18 today.</summary>
    public void ComeOfAge() => Raise(new CitizenCameOfAge(Id));
}

/// <summary>What this citizen can bear, where it differs from the municipality's limits.</summary>
public sealed record CitizenLimits
{
    public int? InPersonPerWeek { get; init; }

    public int? InPersonPerDay { get; init; }

    public int? ActiveContacts { get; init; }

    public bool? PrefersBundledDays { get; init; }
}
