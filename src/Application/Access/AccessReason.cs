namespace Sammenhaeng.Application.Access;

/// <summary>Why somebody could look, or could not: the decision of then, told by what the log says of it.</summary>
public enum AccessReason
{
    /// <summary>The product itself: imports, checks, sweeps. Nobody sees what they read.</summary>
    System,

    /// <summary>Coordinating contact, or the deputy.</summary>
    Coordinator,

    /// <summary>Works in an area that had a plan for the citizen.</summary>
    OwnArea,

    /// <summary>Was asked to coordinate.</summary>
    Asked,

    /// <summary>Took emergency access, with a reason that somebody else judges.</summary>
    BreakGlass,

    /// <summary>Looks after data protection, whoever the citizen is.</summary>
    DataProtection,

    /// <summary>The citizen was one of those whom the viewer works with, in a list or a search.</summary>
    List,

    /// <summary>The citizen themselves.</summary>
    Self,

    /// <summary>The citizen's guardian.</summary>
    Guardian,

    /// <summary>Somebody of the network, who was let in.</summary>
    Relative,

    /// <summary>The name, on the start page of whoever stands for or beside the citizen.</summary>
    OwnList,

    DeniedByRelation,
    DeniedByCloseness,
    DeniedByRole,
    Denied,
}

public static class AccessReasons
{
    public const string Permitted = "permitted";

    /// <param name="bySystem">A job of the product itself.</param>
    /// <param name="inList">The citizen was one of several.</param>
    /// <param name="roles">Of whoever asked, then.</param>
    /// <param name="ground">Of the permit; null of a denial.</param>
    /// <param name="outcome">permitted, or the code of the denial.</param>
    public static AccessReason Of(bool bySystem, bool inList, IReadOnlyCollection<string> roles, string? ground, string outcome) => outcome switch
    {
        Permitted when bySystem => AccessReason.System,
        Permitted => ground switch
        {
            "coordinator" => AccessReason.Coordinator,
            "ownArea" => AccessReason.OwnArea,
            "asked" => AccessReason.Asked,
            AccessVerdict.BreakGlass => AccessReason.BreakGlass,
            "self" => AccessReason.Self,
            "guardian" => AccessReason.Guardian,
            "relative" => AccessReason.Relative,
            _ when roles.Contains(Domain.Staff.Roles.DataProtection) => AccessReason.DataProtection,
            _ when roles.Contains(Domain.Staff.Roles.Private) => AccessReason.OwnList,
            _ when inList => AccessReason.List,
            // A ground that is not told of here would be a permit that nobody can explain.
            _ => throw new InvalidOperationException($"Nobody has said why the ground '{ground}' lets somebody look."),
        },
        "access.relation" => AccessReason.DeniedByRelation,
        "access.closeRelation" => AccessReason.DeniedByCloseness,
        "access.role" => AccessReason.DeniedByRole,
        _ => AccessReason.Denied,
    };

    /// <summary>The areas by which the viewer worked with the citizen then.</summary>
    /// <param name="relation">As the log has it: coordinator, asked, and codes of areas, between commas.</param>
    public static IReadOnlyList<string> AreasIn(string? relation) =>
        [.. (relation ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Where(part => part is not ("coordinator" or "asked"))];
}
