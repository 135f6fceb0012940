using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Domain.LogControl;

/// <summary>What somebody did, as far as log control looks at it.</summary>
public enum AccessKind : byte
{
    /// <summary>Something of one citizen was shown.</summary>
    Look,

    /// <summary>Something was done for one citizen: answered, shared, handed over, settled.</summary>
    Act,

    /// <summary>All that is known of one citizen was taken out.</summary>
    Export,

    /// <summary>A CPR number was looked for, and nobody was shown.</summary>
    NumberWithoutHit,

    /// <summary>Asked for, and not shown.</summary>
    Denied,
}

/// <summary>One row of the access log.</summary>
/// <param name="Id">Of the row.</param>
/// <param name="At">Local time.</param>
/// <param name="User">Who.</param>
/// <param name="Citizen">Null for a number without a hit.</param>
/// <param name="Kind">What was done.</param>
/// <param name="IsExplained">
/// Whether work explains it by itself: the user coordinated the citizen, was asked to, or was a contact of theirs. To work in an area
/// that has a plan of the citizen gives access and explains nothing.
/// </param>
/// <param name="IsBreakGlass">By emergency access.</param>
public sealed record LoggedAccess(Guid Id, DateTime At, UserId User, CitizenId? Citizen, AccessKind Kind, bool IsExplained, bool IsBreakGlass = false)
{
    /// <summary>Shown, and not explained by itself.</summary>
    public bool IsUnexplained => Kind is AccessKind.Look or AccessKind.Export && !IsExplained;
}
